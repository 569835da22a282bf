"""Writes fixtures/methods/cellcharter.json, -tissue.json and -mixture.json, the expected numbers of test/methods/cellcharter,
test/spatial/ringMeans.test.ts and test/cluster/mixture/fullMixture.test.ts.

torch 2.13.0, scipy 1.17.1, scikit-learn 1.9.1 (Python 3.11). Network, rings and mixture are written from the formulas of
docs/methods/cellcharter.md, in double precision.
Run from the repository root: python scripts/reference/cellcharter.py

Weights, masks and noise come from a generator that the tests have too, so that the fixtures stay small.
"""

import json

import numpy as np
import torch
import torch.nn.functional as F
from scipy.sparse import coo_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import Delaunay
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

torch.set_default_dtype(torch.float64)
n, p, samples, batch, steps = 40, 12, 2, 16, 10


def uniforms(seed, *shape):
    """Numbers in 0 .. 1 of a linear congruential generator."""
    state, values = seed, []
    for _ in range(int(np.prod(shape))):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        values.append((state >> 8) / 2**23)
    return torch.tensor(values).reshape(shape)


def write(name, fixture):
    with open(f"fixtures/methods/cellcharter{name}.json", "w") as file:
        json.dump(fixture, file)
        file.write("\n")


# Counts up to 19 and some of hundreds, most of them 0.
X = torch.floor(20 * torch.clamp(uniforms(7, n, p) - 0.5, min=0) * 2)
X[:, 0] = torch.floor(400 * uniforms(8, n))
one_hot = F.one_hot(torch.arange(n) % samples, samples).double()
# Batches of 16 cells, a last one of 6, and 2 cells to validate.
training, validation = torch.arange(38), torch.arange(38, 40)
shapes = {
    "encoder.weight": (p, 128),
    "encoder.bias": (128,),
    "encoder.scale": (128,),
    "encoder.offset": (128,),
    "mean.weight": (128, 10),
    "mean.bias": (10,),
    "variance.weight": (128, 10),
    "variance.bias": (10,),
    "decoder.weight": (10 + samples, 128),
    "decoder.bias": (128,),
    "decoder.scale": (128,),
    "decoder.offset": (128,),
    "share.weight": (128, p),
    "share.bias": (p,),
    "zero.weight": (128, p),
    "zero.bias": (p,),
    "dispersion": (p,),
}
weights = {name: (uniforms(100 + k, *shape) - 0.5) / 4 for k, (name, shape) in enumerate(shapes.items())}
for name in ["encoder.scale", "decoder.scale"]:
    weights[name] = weights[name] + 1
weights["dispersion"] = 12 * weights["dispersion"]
weights = {name: value.requires_grad_() for name, value in weights.items()}
running = [torch.zeros(128), torch.ones(128), torch.zeros(128), torch.ones(128)]


def draw(step, rows):
    masks = (uniforms(1000 + 10 * step, rows, 128) > 0.1) / 0.9
    return masks, 3 * uniforms(1001 + 10 * step, rows, 10) - 1.5


def forward(cells, noise, mask=None):
    """Log-likelihood and divergence of each cell, and the latent mean."""
    w, x, on = weights, X[cells], mask is not None
    normal = lambda h, name, k: F.batch_norm(
        h, *running[k : k + 2], w[f"{name}.scale"], w[f"{name}.offset"], training=on, momentum=0.01, eps=1e-3
    )
    dense = lambda h, name: h @ w[f"{name}.weight"] + w[f"{name}.bias"]
    h = torch.relu(normal(dense(torch.log1p(x), "encoder"), "encoder", 0))
    h = h * mask if on else h
    mean, variance = dense(h, "mean"), torch.exp(dense(h, "variance")) + 1e-4
    z = mean + variance.sqrt() * noise
    h = torch.relu(normal(dense(torch.cat([z, one_hot[cells]], 1), "decoder"), "decoder", 2))
    mu = x.sum(1, keepdim=True) * torch.softmax(dense(h, "share"), 1)
    l, theta, e = dense(h, "zero"), torch.exp(w["dispersion"]), 1e-8
    t = theta * (torch.log(theta + e) - torch.log(theta + mu + e))
    zero = F.softplus(t - l) - F.softplus(-l)
    counted = -F.softplus(-l) - l + t + x * (torch.log(mu + e) - torch.log(theta + mu + e))
    counted = counted + torch.lgamma(x + theta) - torch.lgamma(theta) - torch.lgamma(x + 1)
    likelihood = torch.where(x > 0, counted, zero).sum(1)
    q = torch.distributions.Normal(mean, variance.sqrt())
    divergence = torch.distributions.kl_divergence(q, torch.distributions.Normal(0.0, 1.0)).sum(1)
    return likelihood, divergence, mean


def losses(step, cells, weight):
    mask, noise = draw(step, len(cells))
    likelihood, divergence, _ = forward(cells, noise, mask)
    return {"reconstruction": -likelihood.mean(), "divergence": weight * divergence.mean()}


def some(tensor):
    """Every seventh number, and the length of all."""
    values = tensor.detach().numpy().ravel()
    return {"some": [float(f"{v:.7g}") for v in values[::7]], "length": float(np.linalg.norm(values))}


before = [value.clone() for value in running]
found = losses(0, training[:batch], 0.5)
sum(found.values()).backward()
fixture = {
    "genes": p,
    "samples": samples,
    "batch": batch,
    "cells": n,
    "losses": {name: value.item() for name, value in found.items()},
    "gradients": {name: some(value.grad) for name, value in weights.items()},
}
for value, old in zip(running, before):
    value.copy_(old)
optimizer = torch.optim.Adam(list(weights.values()), lr=0.001, eps=0.01, weight_decay=1e-6)
course = []
for step in range(steps):
    cells = training[[slice(0, 16), slice(16, 32), slice(32, 38)][step % 3]]
    optimizer.zero_grad()
    found = losses(step, cells, min(1, step / 4))
    sum(found.values()).backward()
    optimizer.step()
    course.append({name: value.item() for name, value in found.items()})
likelihood, divergence, _ = forward(validation, draw(50, 2)[1])
fixture |= {
    "course": course,
    "trained": {name: some(value) for name, value in weights.items()},
    "running": some(torch.cat(running)),
    "validation": (divergence - likelihood).mean().item(),
    "latent": some(forward(torch.arange(n), torch.zeros(n, 10))[2]),
}
write("", fixture)

# Rings of a triangulation.
rng = np.random.default_rng(4)
positions = rng.uniform(0, 10, (60, 2)).round(3)
corners = Delaunay(positions).simplices
pairs = np.unique(np.sort(np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]), axis=1), axis=0)
lengths = np.linalg.norm(positions[pairs[:, 0]] - positions[pairs[:, 1]], axis=1)
pairs = pairs[lengths <= np.percentile(np.repeat(lengths, 2), 99)]
graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(60, 60))
distance = shortest_path(graph.tocsr(), directed=False, unweighted=True)
rows = rng.normal(size=(60, 2)).round(3)
means = [rows]
for ring in (1, 2, 3):
    on = (distance == ring).astype(float)
    means.append(on @ rows / np.maximum(on.sum(1, keepdims=True), 1))
write(
    "-tissue",
    {
        "positions": positions.tolist(),
        "edges": pairs.tolist(),
        "rows": rows.tolist(),
        "means": np.concatenate(means, 1).round(8).tolist(),
    },
)

# A mixture with full covariances from the partition of k-means.
shape = np.array([[[1.5, 1.2], [1.2, 1.5]], [[0.4, 0], [0, 3]], [[2, -0.5], [-0.5, 0.4]]])
points = np.concatenate(
    [rng.multivariate_normal(m, s, 80) for m, s in zip([[0, 0], [4, 1], [1, 6]], shape, strict=True)]
).round(3)
labels = KMeans(3, n_init=20, random_state=0).fit(points).labels_
members = np.eye(3)[labels]
weights_, means_ = members.mean(0), (members.T @ points) / members.sum(0)[:, None]
covariances = np.stack([np.cov(points[labels == k].T, bias=True) + 1e-6 * np.eye(2) for k in range(3)])
mixture = GaussianMixture(
    3, tol=1e-3, max_iter=100, weights_init=weights_, means_init=means_, precisions_init=np.linalg.inv(covariances)
).fit(points)
write(
    "-mixture",
    {
        "points": points.tolist(),
        "started": labels.tolist(),
        "labels": mixture.predict(points).tolist(),
        "mean_log_likelihood": mixture.score(points),
    },
)
print("labels moved by EM:", (mixture.predict(points) != labels).sum(), "rounds", mixture.n_iter_)
