"""Writes fixtures/methods/spagcn.json: SpaGCN's formulas in plain PyTorch, for test/methods/spagcn.

A transcription of the published formulas (kernel, one linear layer, Student's t, sharpened target, Adam), not of the package.
Run from the repository root: python scripts/reference/spagcn.py
"""

import numpy as np
import torch
from self_training import assignments, course, once, write

torch.set_default_dtype(torch.float64)
n, p, k = 40, 12, 3
rng = np.random.default_rng(0)
positions = np.round(rng.uniform(0, 300, (n, 2)) * 16) / 16
labels = np.arange(n) % k
rows = np.round((rng.normal(size=(n, p)) + 2 * (labels[:, None] == np.arange(p) % k)) * 4096) / 4096
bound = p**-0.5
weight = np.float32(rng.uniform(-bound, bound, (p, p))).astype(float)
bias = np.float32(rng.uniform(-bound, bound, p)).astype(float)

squared = ((positions[:, None] - positions[None]) ** 2).sum(2)


def share(length):
    return np.exp(-squared / (2 * length**2)).sum(1).mean() - 1


low, high = 0.01, 1000
while True:
    length = (low + high) / 2
    if abs(share(length) - 0.5) <= 0.01:
        break
    low, high = (length, high) if share(length) <= 0.5 else (low, length)
kernel = np.exp(-squared / (2 * length**2))
mixed = np.float32(kernel @ rows).astype(float)
start = mixed @ weight + bias
centres = np.float32([start[labels == c].mean(0) for c in range(k)]).astype(float)

parameters = {"weight": torch.tensor(weight, requires_grad=True), "bias": torch.tensor(bias, requires_grad=True)}


def embedding():
    return torch.tensor(mixed) @ parameters["weight"] + parameters["bias"]


def forward(*_):
    return assignments(embedding(), torch.tensor(centres), scale=0.2, exponent=1.2)


fixture = {
    "positions": positions.tolist(),
    "rows": rows.tolist(),
    "labels": labels.tolist(),
    "length": length,
    "product": (kernel @ rows).tolist(),
    "weight": weight.tolist(),
    "bias": bias.tolist(),
    "centres": centres.tolist(),
    "embedding": embedding().tolist(),
    "once": once(forward, parameters),
    "course": course(forward, parameters, torch.optim.Adam(parameters.values(), lr=0.05), 10),
}

write("spagcn", fixture)
