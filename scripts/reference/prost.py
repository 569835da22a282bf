"""Writes fixtures/methods/prost.json: PROST's formulas in plain PyTorch, for test/methods/prost.

A transcription of the published formulas (smoothing, one graph attention layer, Student's t, sharpened target, Adam), not of
the package. Run from the repository root: python scripts/reference/prost.py
"""

import numpy as np
import torch
from self_training import assignments, course, once, write
from torch.nn.functional import elu, leaky_relu

torch.set_default_dtype(torch.float64)
n, p, k, nearest, rate = 40, 12, 3, 7, 0.05
rng = np.random.default_rng(0)
positions = np.round(rng.uniform(0, 300, (n, 2)) * 16) / 16
labels = np.arange(n) % k
rows = np.round((rng.normal(size=(n, p)) + 2 * (labels[:, None] == np.arange(p) % k)) * 4096) / 4096
weight = np.float32(rng.uniform(-1, 1, (p, p)) * (2 * 6 / (2 * p)) ** 0.5).astype(float)
vector = np.float32(rng.uniform(-1, 1, (2 * p, 1)) * (2 * 6 / (2 * p + 1)) ** 0.5).astype(float)

squared = ((positions[:, None] - positions[None]) ** 2).sum(2)
reads = np.zeros((n, n))
for i in range(n):
    reads[i, np.argsort(squared[i], kind="stable")[:nearest]] = 1
degrees = reads.sum(1)
smoothing = np.eye(n) / 3 + 2 / 3 * reads.T / np.sqrt(degrees[:, None] * degrees[None])
smooth = np.float32(smoothing @ (smoothing @ rows)).astype(float)

parameters = {
    "weight": torch.tensor(weight, requires_grad=True),
    "reader": torch.tensor(vector[:p], requires_grad=True),
    "read": torch.tensor(vector[p:], requires_grad=True),
}
# One mask for the start, and one for each step and each refresh of the target.
passes = ["start"] + [f"step{e}" for e in range(10)] + [f"refresh{e}" for e in range(0, 10, 3)]
dropped = {name: rng.uniform(size=(n, n)) < rate for name in passes}


def embedding(name):
    h = torch.tensor(smooth) @ parameters["weight"]
    logits = leaky_relu(h @ parameters["reader"] + (h @ parameters["read"]).T, 0.15)
    attention = torch.softmax(torch.where(torch.tensor(reads) > 0, logits, -torch.inf), dim=1)
    kept = torch.tensor(np.where(dropped[name], 0, 1 / (1 - rate)))
    return elu((attention * kept) @ h)


start = embedding("start").detach().numpy()
centres = np.float32([start[labels == c].mean(0) for c in range(k)]).astype(float)


def forward(epoch, kind):
    return assignments(embedding(f"{kind}{epoch}"), torch.tensor(centres), scale=0.5, exponent=1.5)


optimizer = torch.optim.Adam(parameters.values(), lr=0.1, weight_decay=5e-4)
write(
    "prost",
    {
        "positions": positions.tolist(),
        "rows": rows.tolist(),
        "labels": labels.tolist(),
        "reads": [np.flatnonzero(each).tolist() for each in reads],
        "smoothed": smooth.tolist(),
        "weight": weight.tolist(),
        "reader": vector[:p].tolist(),
        "read": vector[p:].tolist(),
        "centres": centres.tolist(),
        "dropped": {name: np.flatnonzero(mask & (reads > 0)).tolist() for name, mask in dropped.items()},
        "embedding": start.tolist(),
        "once": once(forward, parameters),
        "course": course(forward, parameters, optimizer, 10),
    },
)
