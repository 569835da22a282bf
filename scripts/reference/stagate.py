"""Ten training steps of STAGATE in float64 PyTorch, written from its formulas: fixtures/methods/stagate-*.json.

Versions: Python 3.11+, torch 2.13.0+cpu, numpy 2.4.6. Run: python scripts/reference/stagate.py

Attention is a dense masked softmax and the decoder is written out, so that it shares no shortcut with the product. Encoder
and decoder hold one storage each for two matrices: the decoder's are leaves of their own that share it.
"""

import json
from pathlib import Path

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

N, STEPS, SEED = 40, 10, 7
# Training from random starts: epochs, those at the end whose losses are averaged, and seeds.
EPOCHS, LAST, SEEDS = 300, 50, 20
RATE, DECAY, CLIP = 1e-3, 1e-4, 5.0


def graph(rng):
    """All cells within a radius; the last two lie at one place, and two are alone."""
    xy = rng.random((N, 2))
    xy[N - 1] = xy[N - 2]
    xy[:2] = [[9, 9], [-9, 9]]
    apart = np.linalg.norm(xy[:, None] - xy[None], axis=-1)
    return xy, (apart > 0) & (apart <= 0.22)


def run(genes, hidden, size, steps=STEPS, start=SEED):
    rng = np.random.default_rng(SEED)
    gen = torch.Generator().manual_seed(start)
    xy, adj = graph(rng)
    mask = torch.from_numpy(adj | np.eye(N, dtype=bool))
    x = torch.from_numpy(np.log1p(rng.poisson(rng.gamma(2, 1, (N, genes)))).astype(np.float32)).double()

    def normal(*shape):
        a, b = shape if shape[1] > 1 else (shape[0], shape[0])
        return torch.randn(shape, generator=gen) * 1.414 * np.sqrt(2 / (a + b))

    w1, w2, u, v = normal(genes, hidden), normal(hidden, size), normal(hidden, 1), normal(hidden, 1)
    initial = dict(first=w1.clone(), second=w2.clone(), source=u.clone(), target=v.clone())
    encoder = [p.requires_grad_() for p in (w1, w2, u, v)]
    decoder = [w2.detach().requires_grad_(), w1.detach().requires_grad_()]
    assert decoder[1].data_ptr() == w1.data_ptr()
    adam = torch.optim.Adam(encoder + decoder, lr=RATE, weight_decay=DECAY)

    def forward():
        h = x @ w1
        logits = torch.sigmoid((h @ v) + (h @ u).T)
        a = torch.softmax(logits.masked_fill(~mask, -torch.inf), 1)
        z = torch.nn.functional.elu(a @ h) @ w2
        h3 = torch.nn.functional.elu(a @ (z @ decoder[0].T))
        return z, ((x - h3 @ decoder[1].T) ** 2).mean()

    out = dict(cells=N, genes=genes, hidden=hidden, size=size, x=x, positions=xy, radius=0.22, initial=initial, losses=[])
    for step in range(steps):
        adam.zero_grad()
        z, loss = forward()
        loss.backward()
        if step == 0:
            out["z"] = z.detach()
            names = ["first", "second", "source", "target", "decoder.second", "decoder.first"]
            out["gradients"] = {k: p.grad.clone() for k, p in zip(names, encoder + decoder)}
        torch.nn.utils.clip_grad_norm_(encoder + decoder, CLIP)
        adam.step()
        out["losses"].append(loss.item())
    out["after"] = {k: p.detach() for k, p in zip(["first", "second", "source", "target"], encoder)}
    return out


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (torch.Tensor, np.ndarray)):
        return [float(f"{v:.9g}") for v in value.reshape(-1).tolist()]
    return value


def main():
    folder = Path(__file__).resolve().parents[2] / "fixtures" / "methods"
    folder.mkdir(exist_ok=True)
    # Fewer genes than hidden units, and more: the product has a form for each.
    for name, options in {"few": (12, 16, 5), "many": (14, 8, 4)}.items():
        found = run(*options)
        ends = [np.mean(run(*options, EPOCHS, seed)["losses"][-LAST:]) for seed in range(SEEDS)]
        found["end"] = dict(epochs=EPOCHS, last=LAST, seeds=SEEDS, mean=np.mean(ends), sd=np.std(ends, ddof=1))
        path = folder / f"stagate-{name}-genes.json"
        path.write_text(json.dumps(plain(found)))
        print(path.name, path.stat().st_size, found["losses"], found["end"])


if __name__ == "__main__":
    main()
