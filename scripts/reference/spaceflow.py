"""Writes fixtures/methods/spaceflow.json, the expected numbers of test/methods/spaceflow.

torch 2.13.0 (Python 3.11). The network is written from the formulas of docs/methods/spaceflow.md, in double precision.
Run from the repository root: python scripts/reference/spaceflow.py
"""

import json
from pathlib import Path

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(0)
n, p, width, rounds, steps = 40, 12, 6, 2, 10


def neighbours(count):
    """Symmetric 0/1 matrix of cells sorted by their number of neighbours, as the program sorts them."""
    positions = rng.uniform(0, 1, (n, 2))
    distances = ((positions[:, None] - positions[None]) ** 2).sum(2)
    nearest = distances.argsort(1)[:, 1 : count + 1]
    links = np.zeros((n, n), bool)
    links[np.arange(n)[:, None], nearest] = True
    links |= links.T
    order = np.argsort(links.sum(1), kind="stable")
    return links[order][:, order]


links = neighbours(4)
with_self = links + np.eye(n)
degree = with_self.sum(1)
A = torch.tensor(with_self / np.sqrt(degree[:, None] * degree[None]))
x = np.round(rng.exponential(1, (n, p)) * (rng.uniform(size=(n, p)) < 0.5), 3)
X = torch.tensor(x)


def start(*shape):
    bound = np.sqrt(6 / sum(shape)) if len(shape) == 2 else 0.3
    return torch.tensor(np.round(rng.uniform(-bound, bound, shape), 4), requires_grad=True)


weights = {
    "first.weight": start(p, width),
    "first.bias": start(width),
    "first.slope": start(width),
    "second.weight": start(width, width),
    "second.bias": start(width),
    "second.slope": start(width),
    "discriminator.weight": start(width, width),
}


def prelu(h, slope):
    return h.clamp(min=0) + slope * h.clamp(max=0)


def encode(rows):
    h = prelu(A @ (rows @ weights["first.weight"]) + weights["first.bias"], weights["first.slope"])
    return prelu(A @ (h @ weights["second.weight"]) + weights["second.bias"], weights["second.slope"])


def losses(order, first, second):
    z, z_permuted = encode(X), encode(X[order])
    s = torch.sigmoid(z.mean(0))
    score = lambda rows: torch.sigmoid(rows @ weights["discriminator.weight"] @ s)
    contrast = -torch.log(score(z) + 1e-15).mean() - torch.log(1 - score(z_permuted) + 1e-15).mean()
    distance = (z[first] - z[second] + 1e-6).norm(dim=1)
    spread = 0.1 * (1 - distance / distance.max()).mean()
    return z, contrast, spread


def draw():
    order = rng.permutation(n)
    second = np.concatenate([rng.permutation(n) for _ in range(rounds)])
    return {"order": order.tolist(), "first": list(range(n)), "second": second.tolist()}


def flat(tensor):
    return [float(np.float32(v)) for v in tensor.detach().numpy().ravel()]


draws = [draw() for _ in range(steps)]
one = draws[0]
z, contrast, spread = losses(one["order"], one["first"] * rounds, one["second"])
(contrast + spread).backward()
fixture = {
    "width": width,
    "edges": [[int(i), int(j)] for i, j in np.argwhere(links) if i < j],
    "x": x.ravel().tolist(),
    "genes": p,
    "parameters": {name: flat(value) for name, value in weights.items()},
    "z": flat(z),
    "losses": {"contrast": contrast.item(), "spread": spread.item()},
    "gradients": {name: flat(value.grad) for name, value in weights.items()},
    "draws": draws,
}
optimizer = torch.optim.Adam(weights.values(), lr=0.01)
course = []
for each in draws:
    optimizer.zero_grad()
    _, contrast, spread = losses(each["order"], each["first"] * rounds, each["second"])
    (contrast + spread).backward()
    optimizer.step()
    course.append({"contrast": contrast.item(), "spread": spread.item()})
fixture |= {"learningRate": 0.01, "course": course, "trained": {name: flat(v) for name, v in weights.items()}}
Path("fixtures/methods").mkdir(exist_ok=True)
with open("fixtures/methods/spaceflow.json", "w") as file:
    json.dump(fixture, file)
    file.write("\n")
