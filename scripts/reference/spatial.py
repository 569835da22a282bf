"""Writes fixtures/spatial.json, the expected numbers of test/math/nearest and test/spatial.

Python 3.11, numpy 2.4.6, scipy 1.17.1. Run from the repository root: python scripts/reference/spatial.py
"""

import json

import numpy as np
from scipy.spatial import Delaunay, cKDTree


def delaunay_edges(xy):
    # Qhull loses digits far from the origin; the offsets to one of the points are exact when all are close together.
    s = Delaunay(xy - xy[0]).simplices
    e = np.vstack([s[:, [0, 1]], s[:, [1, 2]], s[:, [0, 2]]])
    return np.unique(np.sort(e, 1), axis=0)


def nearest_edges(xy, k):
    _, ix = cKDTree(xy).query(xy, k + 1)
    e = np.stack([np.repeat(np.arange(len(xy)), k), ix[:, 1:].ravel()], 1)
    return np.unique(np.sort(e, 1), axis=0)


def case(name, xy, k):
    distances, indices = cKDTree(xy).query(xy, k + 1)
    near = distances[:, 1]
    median = np.median(near)
    return dict(name=name, k=k, positions=xy.ravel().tolist(), delaunay=delaunay_edges(xy).ravel().tolist(),
                nearest=nearest_edges(xy, k).ravel().tolist(), indices=indices[:, 1:].ravel().tolist(),
                distances=distances[:, 1:].ravel().tolist(), spacing=float(median),
                share=float((np.abs(near / median - 1) < 0.1).mean()))


def cases():
    rng = np.random.default_rng(0)
    centres = rng.uniform(0, 1000, size=(6, 2))
    size = 10.0 ** rng.uniform(-2, 2, 6)
    group = rng.integers(0, 6, 180)
    grid = np.stack(np.meshgrid(np.arange(14.0), np.arange(13.0)), -1).reshape(-1, 2) * 100
    return [
        case("random", rng.uniform(size=(200, 2)), 6),
        case("clustered", centres[group] + rng.normal(size=(180, 2)) * size[group, None], 10),
        case("jittered lattice", grid + rng.normal(size=grid.shape) * 3, 6),
        case("few, far from the origin", rng.normal(size=(8, 2)) * 1e-4 + 1e3, 3),
    ]


if __name__ == "__main__":
    with open("fixtures/spatial.json", "w") as handle:
        json.dump(cases(), handle, separators=(",", ":"))
        handle.write("\n")
