"""Two training steps of every variant and design, in float64 PyTorch: fixtures/training-*.json.

Versions: Python 3.11+, torch 2.13.0+cpu, numpy 2.4.6. Run: python scripts/reference/training_step.py

The model is written the plain way (edge list, index_add, every row encoded and decoded, zero maps pushed through the
network, losses from their formulas), so that it shares no shortcut with the product. Weights are stored as
[inputs, outputs], which is the transpose of torch's Linear.
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

N, P = 48, 20
HEADS, HIDDEN, SPATIAL, FUSED, INTRINSIC, CHANNELS = 2, 8, 6, 5, 4, (3, 4)
GAMMA, TAU, RATE, DECAY = 3.0, 0.5, 1e-3, 1e-4


def graph(rng):
    """Symmetric 4-nearest-neighbour graph; the last cell is alone."""
    xy = rng.random((N, 2))
    dist = np.linalg.norm(xy[:, None] - xy[None], axis=-1) + np.eye(N) * 9
    adj = np.zeros((N, N), bool)
    for i in range(N - 1):
        adj[i, np.argsort(dist[i, : N - 1])[:4]] = True
    return adj | adj.T


def glorot(gen, fan_in, fan_out, shape, gain=math.sqrt(2)):
    return torch.randn(shape, generator=gen) * gain * math.sqrt(2 / (fan_in + fan_out))


def parameters(gen, variant, design, output_attention):
    w = {}

    def gat(name, a, b, heads, concat):
        w[f"{name}.weight"] = glorot(gen, a, heads * b, (a, heads * b))
        w[f"{name}.source"] = glorot(gen, b, heads * b, (heads, b))
        w[f"{name}.target"] = glorot(gen, b, heads * b, (heads, b))
        w[f"{name}.bias"] = 0.1 * torch.randn(heads * b if concat else b, generator=gen)

    gat("spatial.0", P, HIDDEN // HEADS, HEADS, True)
    gat("spatial.1", HIDDEN, SPATIAL, HEADS, False)
    full = variant == "full"
    w["fusion.weight"] = glorot(gen, SPATIAL, FUSED, (SPATIAL + (INTRINSIC if full else 0), FUSED), 1)
    if output_attention:
        gat("decoder", FUSED, P, 1, False)
    else:
        w["decoder.source"] = glorot(gen, FUSED, FUSED, (1, FUSED))
        w["decoder.target"] = glorot(gen, FUSED, FUSED, (1, FUSED))
        w["decoder.shift"] = 0.1 * torch.randn(FUSED, generator=gen)
        w["decoder.weight"] = glorot(gen, FUSED, P, (FUSED, P), 1)
        w["decoder.bias"] = 0.1 * torch.randn(P, generator=gen)
    if full:
        ins = 1
        for i, outs in enumerate(CHANNELS):
            w[f"map.{i}.weight"] = glorot(gen, ins * 9, outs * 9, (outs, ins, 3, 3))
            w[f"map.{i}.scale"] = 1 + 0.1 * torch.randn(outs, generator=gen)
            w[f"map.{i}.offset"] = 0.1 * torch.randn(outs, generator=gen)
            ins = outs
        q = math.ceil(math.sqrt(P))
        w["map.dense.weight"] = glorot(gen, ins * q * q, INTRINSIC, (ins * q * q, INTRINSIC))
        w["map.dense.bias"] = 0.1 * torch.randn(INTRINSIC, generator=gen)
        if design == "decoupled":
            w["own.weight"] = glorot(gen, INTRINSIC, P, (INTRINSIC, P))
            w["own.bias"] = 0.1 * torch.randn(P, generator=gen)
    return {k: v.requires_grad_() for k, v in w.items()}


def attend(h, left, right, src, dst):
    """h [n, heads, d]; left, right [n, heads]."""
    e = F.leaky_relu(left[src] + right[dst], 0.2).exp()
    total = torch.zeros(N, e.shape[1]).index_add(0, dst, e)
    alpha = e / total[dst]
    return torch.zeros_like(h).index_add(0, dst, alpha[..., None] * h[src])


def gat(w, name, x, src, dst, heads, concat):
    h = (x @ w[f"{name}.weight"]).view(N, heads, -1)
    left, right = (h * w[f"{name}.source"]).sum(-1), (h * w[f"{name}.target"]).sum(-1)
    out = attend(h, left, right, src, dst)
    return (out.flatten(1) if concat else out.mean(1)) + w[f"{name}.bias"]


def encode_map(w, maps, running, momentum, training):
    x = maps
    for i in range(len(CHANNELS)):
        x = F.conv2d(x, w[f"map.{i}.weight"], padding=1)
        x = F.batch_norm(x, running[f"map.{i}.mean"], running[f"map.{i}.variance"], w[f"map.{i}.scale"],
                         w[f"map.{i}.offset"], training, momentum)
        x = F.relu(x)
    return x.flatten(1) @ w["map.dense.weight"] + w["map.dense.bias"]


def sce(x, y):
    return (1 - F.cosine_similarity(x, y, dim=-1)).pow(GAMMA).mean()


def contrast(z, adj, anchors):
    """mean over anchors with positives of -log(sum_j in N_i e^(s_ij/tau) / sum_k in anchors sum_l in N_k e^(s_il/tau))"""
    z = F.normalize(z, dim=-1)
    e = (z @ z.T / TAU).exp()
    near = torch.from_numpy(adj.astype(float))
    multiplicity = near[anchors].sum(0)
    rows = [i for i in anchors if near[i].sum() > 0]
    return -torch.stack([torch.log((e[i] * near[i]).sum() / (e[i] * multiplicity).sum()) for i in rows]).mean()


def run(variant, design, conflict, output_attention, momentum, anchors_per_step, seed):
    rng = np.random.default_rng(seed)
    gen = torch.Generator().manual_seed(seed)
    adj = graph(rng)
    dst, src = (torch.from_numpy(v) for v in np.nonzero(adj | np.eye(N, dtype=bool)))
    x = torch.from_numpy(rng.standard_normal((N, 3)) @ rng.standard_normal((3, P)) + 0.5 * rng.standard_normal((N, P)))
    q = math.ceil(math.sqrt(P))
    gene = np.full(q * q, -1)
    gene[rng.permutation(q * q)[:P]] = rng.permutation(P)
    maps = torch.where(torch.from_numpy(gene >= 0), x[:, np.maximum(gene, 0)], 0.0).view(N, 1, q, q)
    w = parameters(gen, variant, design, output_attention)
    initial = {k: v.detach().clone() for k, v in w.items()}
    running = {}
    if variant == "full":
        for i, c in enumerate(CHANNELS):
            running[f"map.{i}.mean"], running[f"map.{i}.variance"] = torch.zeros(c), torch.ones(c)
    adam = torch.optim.Adam(list(w.values()), lr=RATE, weight_decay=DECAY)
    out = dict(variant=variant, design=design, conflict=conflict, outputAttention=output_attention, momentum=momentum,
               cells=N, genes=P, seed=seed, side=q, gene=gene, graph=np.nonzero(adj)[1], degrees=adj.sum(1),
               input=x, initial=initial, steps=[])
    for _ in range(2):
        mask = np.sort(rng.permutation(N)[: N // 2])
        anchors = np.sort(rng.permutation(N)[:anchors_per_step])
        keep = torch.ones(N, 1)
        keep[mask] = 0
        visible = np.setdiff1d(np.arange(N), mask)
        zs = gat(w, "spatial.1", F.elu(gat(w, "spatial.0", x * keep, src, dst, HEADS, True)), src, dst, HEADS, False)
        own = torch.zeros(())
        if variant == "full" and design == "joint":
            zi = encode_map(w, maps * keep.view(N, 1, 1, 1), running, momentum, True)
            z = torch.cat([zs, zi], 1) @ w["fusion.weight"]
        else:
            if variant == "full":
                zi = encode_map(w, maps[visible], running, momentum, True)
                own = sce(zi @ w["own.weight"] + w["own.bias"], x[visible])
            z = zs @ w["fusion.weight"][:SPATIAL]
        if output_attention:
            xhat = gat(w, "decoder", z, src, dst, 1, False)
        else:
            left, right = z @ w["decoder.source"].T, z @ w["decoder.target"].T
            mixed = attend(z[:, None], left, right, src, dst)[:, 0] + w["decoder.shift"]
            xhat = mixed @ w["decoder.weight"] + w["decoder.bias"]
        recon, near = sce(xhat[mask], x[mask]), contrast(z, adj, anchors)
        grads = []
        for loss in (recon + own, near):
            g = torch.autograd.grad(loss, list(w.values()), retain_graph=True, allow_unused=True)
            grads.append([torch.zeros_like(p) if v is None else v for v, p in zip(g, w.values())])
        one, two = (torch.cat([v.reshape(-1) for v in g]) for g in grads)
        dot = one @ two
        total = one + two
        if conflict == "pcgrad" and dot < 0:
            total = one - dot / (two @ two) * two + two - dot / (one @ one) * one
        offset = 0
        for p in w.values():
            p.grad = total[offset: offset + p.numel()].view_as(p).clone()
            offset += p.numel()
        adam.step()
        out["steps"].append(dict(mask=mask, anchors=anchors, reconstruction=recon.detach(), contrast=near.detach(),
                                 own=own.detach(), dot=dot.detach(),
                                 gradients=dict(first=dict(zip(w, grads[0])), second=dict(zip(w, grads[1])))))
    with torch.no_grad():
        zs = gat(w, "spatial.1", F.elu(gat(w, "spatial.0", x, src, dst, HEADS, True)), src, dst, HEADS, False)
        both = zs
        if variant == "full":
            zi = encode_map(w, maps, running, momentum, False)
            both = torch.cat([zs, zi], 1)
            out["intrinsic"] = zi
        out["spatial"], out["fused"] = zs, both @ w["fusion.weight"]
    out["after"] = {k: v.detach() for k, v in w.items()}
    out["running"] = running
    del out["steps"][1]["gradients"]
    return out


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, (torch.Tensor, np.ndarray)):
        return value.reshape(-1).tolist() if value.ndim else value.item()
    return value


def main():
    folder = Path(__file__).resolve().parents[2] / "fixtures"
    for name, options in {
        "full-paper": ("full", "joint", "pcgrad", True, 0.1, N),
        "full-default": ("full", "decoupled", "sum", False, 0.3, 20),
        "spatial-paper": ("spatial-only", "joint", "pcgrad", True, 0.1, 20),
        "spatial-default": ("spatial-only", "decoupled", "sum", False, 0.3, N),
    }.items():
        for seed in range(1000):
            found = run(*options, seed)
            if found["conflict"] == "sum" or all(step["dot"] < 0 for step in found["steps"]):
                break
        path = folder / f"training-{name}.json"
        path.write_text(json.dumps(plain(found)))
        print(path.name, path.stat().st_size, "seed", seed, [float(s["dot"]) for s in found["steps"]])


if __name__ == "__main__":
    main()
