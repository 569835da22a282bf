"""Writes fixtures/alpha-complex.json, the expected edges of test/spatial/alphaComplex.test.ts.

gudhi 3.11.0, numpy 2.2, scikit-learn 1.9 (Python 3.11).
Run from the repository root: python scripts/reference/alpha_complex.py
"""

import json

import gudhi
import numpy as np
from sklearn.neighbors import NearestNeighbors


def edges(positions):
    distances, _ = NearestNeighbors(n_neighbors=11).fit(positions).kneighbors(positions)
    alpha = distances[:, 1:].mean()
    tree = gudhi.AlphaComplex(points=positions.tolist()).create_simplex_tree(max_alpha_square=alpha**2)
    return sorted(sorted(simplex) for simplex, _ in tree.get_skeleton(1) if len(simplex) == 2)


rng = np.random.default_rng(0)
uniform = rng.uniform(0, 100, (60, 2))
clumps = np.concatenate([rng.normal(centre, spread, (40, 2)) for centre, spread in [(0, 3), (30, 1), ((0, 30), 8)]])
hexagons = np.array([[10 * (c + r % 2 / 2), 10 * r * 3**0.5 / 2] for r in range(7) for c in range(8)])
hexagons += rng.uniform(-0.01, 0.01, hexagons.shape)
cases = {"scattered": uniform, "clumps of different density": clumps, "hexagons": hexagons}
fixture = {}
for name, positions in cases.items():
    positions = np.round(positions * 4096) / 4096
    fixture[name] = {"positions": positions.tolist(), "edges": edges(positions)}
with open("fixtures/alpha-complex.json", "w") as file:
    json.dump(fixture, file)
    file.write("\n")
