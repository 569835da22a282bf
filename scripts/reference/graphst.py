"""Ten training steps of GraphST in float64 PyTorch, written from its formulas: fixtures/methods/graphst-*.json.

Versions: Python 3.11+, torch 2.13.0+cpu, numpy 2.4.6. Run: python scripts/reference/graphst.py

Graphs are dense matrices, the reconstruction is made, and each of the four scores is computed alone, so that it shares no
shortcut with the product. `components` are the absolute principal components of the reconstruction after the last step.
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

N, GENES, SIZE, NEAREST, STEPS, SEED = 40, 12, 6, 3, 10, 11
RATE, WEIGHT = 1e-3, 10.0
# Training from random starts: epochs, those at the end whose losses are averaged, and seeds.
EPOCHS, LAST, SEEDS = 400, 50, 20


def graphs(xy, beads):
    """A of the convolutions and R of the readout, whose rows sum to 1."""
    apart = np.linalg.norm(xy[:, None] - xy[None], axis=-1)
    np.fill_diagonal(apart, np.inf)
    directed = np.zeros((N, N))
    for i in range(N):
        directed[i, np.argsort(apart[i], kind="stable")[:NEAREST]] = 1
    s = np.maximum(directed, directed.T)
    if beads:
        d = (s + np.eye(N)).sum(1)
        a = (s + np.eye(N)) / np.sqrt(np.outer(d, d))
    else:
        d = s.sum(1)
        a = s / np.sqrt(np.outer(d, d)) + np.eye(N)
    r = directed + np.eye(N)
    return torch.from_numpy(a), torch.from_numpy(r / r.sum(1, keepdims=True))


def run(platform, steps=STEPS, start=SEED):
    rng = np.random.default_rng(SEED)
    gen = torch.Generator().manual_seed(start)
    xy = rng.random((N, 2))
    xy[N - 1] = xy[N - 2]
    a, r = graphs(xy, platform != "spots")
    log = np.log1p(rng.poisson(rng.gamma(1.5, 1, (N, GENES)))).astype(np.float32).astype(float)
    log[:, 3] = 0
    log[5, 4], log[np.arange(N) != 5, 4] = 3, 0
    sd = log.std(0, ddof=1)
    x = torch.from_numpy(np.minimum(log / np.where(sd == 0, 1, sd), 10))

    def uniform(*shape, fans=None):
        fan = fans or sum(shape)
        return (2 * torch.rand(shape, generator=gen) - 1) * np.sqrt(6 / fan)

    w1, w2, b = uniform(GENES, SIZE), uniform(SIZE, GENES), uniform(SIZE, SIZE, fans=SIZE * SIZE + SIZE)
    bias = torch.full((1,), 0.1)
    parameters = dict(first=w1, second=w2, discriminator=b, bias=bias)
    initial = {k: v.clone() for k, v in parameters.items()}
    for p in parameters.values():
        p.requires_grad_()
    adam = torch.optim.Adam(list(parameters.values()), lr=RATE)

    def readout(e):
        return torch.sigmoid(F.normalize(r @ e, dim=1))

    def score(e, g):
        return torch.einsum("ia,ab,ib->i", e, b, g) + bias

    def losses(order):
        z = a @ (x @ w1)
        h = a @ (z @ w2)
        e, e2 = F.relu(z), F.relu(a @ (x[order] @ w1))
        g, g2 = readout(e), readout(e2)
        one, zero = torch.ones(N), torch.zeros(N)
        bce = F.binary_cross_entropy_with_logits
        contrast = bce(torch.cat([score(e, g), score(e2, g)]), torch.cat([one, zero])) + bce(
            torch.cat([score(e2, g2), score(e, g2)]), torch.cat([one, zero])
        )
        return h, WEIGHT * ((x - h) ** 2).mean(), contrast

    out = dict(
        platform=platform, cells=N, genes=GENES, size=SIZE, nearest=NEAREST, log=log, positions=xy, x=x, initial=initial,
        orders=[], reconstruction=[], contrast=[],
    )
    for step in range(steps):
        order = rng.permutation(N)
        adam.zero_grad()
        h, reconstruction, contrast = losses(torch.from_numpy(order))
        (reconstruction + contrast).backward()
        if step == 0:
            out["gradients"] = {k: p.grad.clone() for k, p in parameters.items()}
        adam.step()
        out["orders"].append(order.tolist())
        out["reconstruction"].append(reconstruction.item())
        out["contrast"].append(contrast.item())
    out["after"] = {k: p.detach() for k, p in parameters.items()}
    h = losses(torch.arange(N))[0].detach()
    if platform == "slide":
        h = F.normalize(h, dim=1)
    u, d, _ = torch.linalg.svd(h - h.mean(0), full_matrices=False)
    out["components"] = (u * d)[:, :4].abs()
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
    for platform in ("spots", "slide"):
        found = run(platform)
        ends = [run(platform, EPOCHS, seed) for seed in range(SEEDS)]
        found["end"] = dict(epochs=EPOCHS, last=LAST, seeds=SEEDS)
        for name in ("reconstruction", "contrast"):
            means = [np.mean(end[name][-LAST:]) for end in ends]
            found["end"][name] = dict(mean=np.mean(means), sd=np.std(means, ddof=1))
        path = folder / f"graphst-{platform}.json"
        path.write_text(json.dumps(plain(found)))
        print(path.name, path.stat().st_size, found["reconstruction"][-1], found["end"])


if __name__ == "__main__":
    main()
