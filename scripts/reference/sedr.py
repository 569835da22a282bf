"""Writes fixtures/methods/sedr.json, the expected numbers of test/methods/sedr.

torch 2.13.0 (Python 3.11). The network is written from the formulas of docs/methods/sedr.md, in double precision.
Run from the repository root: python scripts/reference/sedr.py

Weights, masks and noise come from a generator that the test has too, so that the fixture stays small.
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
n, d, clusters, early, late = 40, 12, 3, 5, 5


def uniforms(seed, *shape):
    """Numbers in 0 .. 1 of a linear congruential generator."""
    state, values = seed, []
    for _ in range(int(np.prod(shape))):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        values.append((state >> 8) / 2**23)
    return torch.tensor(values).reshape(shape)


rng = np.random.default_rng(1)
positions = rng.uniform(0, 1, (n, 2))
nearest = ((positions[:, None] - positions[None]) ** 2).sum(2).argsort(1)[:, 1:5]
links = np.zeros((n, n), bool)
links[np.arange(n)[:, None], nearest] = True
links |= links.T
order = np.argsort(links.sum(1), kind="stable")
links = links[order][:, order]
with_self = links + np.eye(n)
degree = with_self.sum(1)
A = torch.tensor(with_self / np.sqrt(degree[:, None] * degree[None]))
X = 4 * uniforms(7, n, d) - 2
# Each row draws as many columns as it has links, itself included; those that are linked stay so.
drawn = [sorted(rng.choice(n - int(degree[i]), int(degree[i]), replace=False).tolist()) for i in range(n)]
label = torch.tensor(with_self)
counts = label > 0
for i, columns in enumerate(drawn):
    counts[i, columns] = True
balance = n**2 / (2 * (n**2 - with_self.sum()))

shapes = {
    "encoder.0.weight": (d, 64),
    "encoder.0.bias": (64,),
    "encoder.0.scale": (64,),
    "encoder.0.offset": (64,),
    "encoder.1.weight": (64, 16),
    "encoder.1.bias": (16,),
    "encoder.1.scale": (16,),
    "encoder.1.offset": (16,),
    "graph.weight": (16, 64),
    "mean.weight": (64, 16),
    "spread.weight": (64, 16),
    "decoder.weight": (32, d),
    "token": (d,),
    "centres": (clusters, 32),
}
weights = {name: (uniforms(100 + k, *shape) - 0.5) / 2 for k, (name, shape) in enumerate(shapes.items())}
for name in ["encoder.0.scale", "encoder.1.scale"]:
    weights[name] = weights[name] + 1
weights = {name: value.requires_grad_() for name, value in weights.items()}
network = [value for name, value in weights.items() if name != "centres"]
running = [torch.zeros(64), torch.ones(64), torch.zeros(16), torch.ones(16)]
target = uniforms(50, n, clusters)
target = target / target.sum(1, keepdim=True)
dropped = {"First": 64, "Second": 16, "Graph": 16, "Mean": 64, "Spread": 64, "Decoder": 32}


def draw(step):
    masks = {
        name: (uniforms(1000 + 10 * step + k, n, width) > 0.2) / 0.8 for k, (name, width) in enumerate(dropped.items())
    }
    return masks, (uniforms(1006 + 10 * step, n, 1) > 0.3).double(), 3 * uniforms(1007 + 10 * step, n, 16) - 1.5


def forward(masked, masks=None, noise=None):
    w = weights
    training = masks is not None
    drop = lambda rows, name: rows * masks[name] if training else rows
    seen = X + masked * w["token"]
    h = seen
    for layer, name in enumerate(["First", "Second"]):
        h = h @ w[f"encoder.{layer}.weight"] + w[f"encoder.{layer}.bias"]
        scale, offset = w[f"encoder.{layer}.scale"], w[f"encoder.{layer}.offset"]
        statistics = running[2 * layer : 2 * layer + 2]
        h = F.batch_norm(h, *statistics, scale, offset, training=training, momentum=0.01, eps=1e-3)
        h = drop(F.elu(h), name)
    g1 = torch.relu(A @ (drop(h, "Graph") @ w["graph.weight"]))
    mu = A @ (drop(g1, "Mean") @ w["mean.weight"])
    s = A @ (drop(g1, "Spread") @ w["spread.weight"])
    g = mu + torch.exp(s) * noise if training else mu
    z = torch.cat([h, g], 1)
    return z, mu, s, seen, A @ (drop(z, "Decoder") @ w["decoder.weight"])


def losses(step, phase):
    masks, masked, noise = draw(step)
    z, mu, s, seen, reconstruction = forward(masked, masks, noise)
    found = {"reconstruction": 10 * F.mse_loss(reconstruction, X)}
    bce = F.binary_cross_entropy_with_logits((z @ z.T)[counts], label[counts])
    kl = -(0.5 / n) * (1 + 2 * s - mu**2 - torch.exp(2 * s)).sum(1).mean()
    found["graph"] = 0.1 * (balance * bce + kl)
    if phase == 1:
        rows = masked[:, 0] > 0
        found["masked"] = ((1 - F.cosine_similarity(reconstruction[rows], seen[rows])) ** 3).mean()
    else:
        q = 1 / (1 + ((z[:, None] - weights["centres"][None]) ** 2).sum(2))
        q = q / q.sum(1, keepdim=True)
        found["clusters"] = F.kl_div(q.log(), target, reduction="mean")
    return found


def some(tensor):
    """Every seventh number, and the length of all."""
    values = tensor.detach().numpy().ravel()
    return {"some": [float(f"{v:.7g}") for v in values[::7]], "length": float(np.linalg.norm(values))}


def slopes(phase):
    for value in weights.values():
        value.grad = None
    found = losses(0, phase)
    sum(found.values()).backward()
    named = {name: some(value.grad) for name, value in weights.items() if value.grad is not None}
    return {"losses": {name: value.item() for name, value in found.items()}, "gradients": named}


fixture = {
    "columns": d,
    "clusters": clusters,
    "edges": [[int(i), int(j)] for i, j in np.argwhere(links) if i < j],
    "drawn": drawn,
}
before = [value.clone() for value in running]
fixture["evaluated"] = some(forward(draw(0)[1])[0])
fixture["first"] = slopes(1)
fixture["second"] = slopes(2)
for value, old in zip(running, before):
    value.copy_(old)
optimizer = torch.optim.Adam(network, lr=0.01, weight_decay=0.01)
course = []
for step in range(early + late):
    phase = 1 if step < early else 2
    if step == early:
        optimizer.add_param_group({"params": [weights["centres"]]})
    optimizer.zero_grad()
    found = losses(step, phase)
    sum(found.values()).backward()
    optimizer.step()
    course.append({name: value.item() for name, value in found.items()})
fixture |= {"early": early, "course": course, "trained": {name: some(value) for name, value in weights.items()}}
fixture["running"] = some(torch.cat(running))
fixture["embedded"] = some(forward(draw(99)[1])[0])
Path("fixtures/methods").mkdir(exist_ok=True)
with open("fixtures/methods/sedr.json", "w") as file:
    json.dump(fixture, file)
    file.write("\n")
