"""Writes fixtures/autocorrelation-factors.json, the expected numbers of test/spatial/autocorrelationFactors.test.ts.

Python 3.11, numpy 2.4.6, scipy 1.17.1. Run from the repository root: python scripts/reference/autocorrelation_factors.py
"""

import json

import numpy as np
import scipy
from scipy.linalg import eigh
from scipy.spatial import cKDTree


def factors(points, near):
    """L v = lambda C v by LAPACK's solver of the generalised problem; rows of near are padded with -1."""
    x = points - points.mean(0)
    n, d = x.shape
    means = np.stack([x[row[row >= 0]].mean(0) if (row >= 0).any() else np.zeros(d) for row in near])
    c = x.T @ x / n
    c += 0.001 * np.trace(c) / d * np.eye(d)
    l = (x.T @ means + means.T @ x) / (2 * n)
    values, vectors = eigh(l, c)
    vectors = vectors[:, ::-1]
    vectors *= np.sign(vectors[np.abs(vectors).argmax(0), np.arange(d)])
    return values[::-1], x @ vectors


rng = np.random.default_rng(3)
n = 50
xy = rng.uniform(size=(n, 2))
points = np.round(np.c_[np.sin(4 * xy[:, 0]) + 0.2 * rng.normal(size=n), rng.normal(size=(n, 3)), xy[:, 1] + rng.normal(size=n)], 4)
near = cKDTree(xy).query(xy, 9)[1][:, 1:]
near[:5, 5:] = -1
near[7] = -1
cases = []
for first, last in [(0, 6), (2, 8)]:
    values, scores = factors(points, near[:, first:last])
    cases.append({"from": first, "to": last, "autocorrelations": values.tolist(), "scores": scores.ravel().tolist()})

with open("fixtures/autocorrelation-factors.json", "w") as file:
    json.dump({"numpy": np.__version__, "scipy": scipy.__version__, "points": points.ravel().tolist(),
               "columns": points.shape[1], "neighbors": near.ravel().tolist(), "cases": cases}, file)
    file.write("\n")
