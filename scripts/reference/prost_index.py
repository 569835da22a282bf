"""Writes fixtures/methods/prostIndex.json: the PROST Index of genes on a turned lattice of hexagons, for test/methods/prost.

The published steps with scipy's filters, closing and labelling; not the package, whose labelling depends on the version of
scikit-image. Run from the repository root: python scripts/reference/prost_index.py
"""

import numpy as np
from scipy import ndimage
from self_training import write

rng = np.random.default_rng(1)
height, width, turn, spacing = 18, 36, 0.3, 137.5
row, column = np.array([(r, c) for r in range(height) for c in range(r % 2, width, 2)]).T
inside = ((row - 9) / 9.5) ** 2 + ((column - 18) / 19) ** 2 < 1
row, column = row[inside] - row[inside].min(), column[inside] - column[inside].min()
x, y = column * spacing / 2, row * spacing * np.sqrt(3) / 2
positions = np.stack([np.cos(turn) * x - np.sin(turn) * y, np.sin(turn) * x + np.cos(turn) * y], 1) + 1000
n = len(row)

blob = lambda r, c, s: np.exp(-(((row - r) ** 2) * 3 + (column - c) ** 2) / (2 * s**2))
rates = [
    0.4 + 8 * blob(5, 8, 5),
    0.3 + 9 * blob(13, 26, 2.5) + 9 * blob(4, 10, 2.5),
    np.where(column < 12, 5, 0.5),
    np.where(row % 8 < 3, 4, 0.2),
    np.full(n, 2.0),
    np.full(n, 0.04),
    0.2 + 20 * blob(9, 18, 1.5),
    0.3 + column / 8,
    np.full(n, 0.3),
    np.where((row + column) % 4 == 0, 6, 0.5),
    np.where(np.isin(np.arange(n), [60, 200]), 400.0, 1.0),
]
counts = np.stack([rng.poisson(rate) for rate in rates], 1)


def scaled(values):
    return (values - values.min()) / (values.max() - values.min())


def image(values):
    result = np.zeros((row.max() + 1, column.max() + 1))
    result[row, column] = values
    return result


def regions(values):
    smooth = ndimage.gaussian_filter(image(values), sigma=1, truncate=2)[row, column]
    pixels = image(smooth)
    threshold = (pixels.max() + pixels.min()) / 2
    while True:
        following = (pixels[pixels < threshold].mean() + pixels[pixels >= threshold].mean()) / 2
        if abs(threshold - following) < 1e-4:
            break
        threshold = following
    square = np.ones((5, 5))
    mask = ndimage.binary_dilation(image(smooth >= threshold) > 0, square)
    mask = ndimage.binary_erosion(mask, square, border_value=1)
    found, _ = ndimage.label(mask, np.ones((3, 3)))
    sizes = np.bincount(found.ravel())
    large = [region for region in range(1, len(sizes)) if sizes[region] >= 0.01 * n]
    labels = np.zeros(n, int)
    for number, region in enumerate(large, 1):
        labels[found[row, column] == region] = number
    return len(large), labels


def measures(values):
    count, labels = regions(values)
    groups = [values[labels == label] for label in range(count + 1)]
    groups = [group for group in groups if len(group) > 0 and group.mean() > 0]
    separability = 1 - sum((len(g) - 1) * g.var() for g in groups) / ((n - 1) * values.var())
    outside = values[(labels == 0) & (values > 0)]
    background = outside.mean() if len(outside) > 0 else 0
    significance = (np.mean([g.mean() for g in groups]) - background) / sum(g.std() / g.mean() for g in groups)
    return count, separability, significance


seen = [gene for gene in range(counts.shape[1]) if (counts[:, gene] > 0).sum() >= int(0.1 * n)]
found = [measures(scaled(counts[:, gene].astype(float))) for gene in seen]
index = scaled(np.array([f[1] for f in found])) * scaled(np.array([f[2] for f in found]))
index *= np.array([f[0] > 0 for f in found])
write(
    "prostIndex",
    dict(
        positions=positions.round(6).tolist(),
        rows=row.tolist(),
        columns=column.tolist(),
        counts=counts.tolist(),
        regions=[f[0] for f in found],
        index=[float(index[seen.index(g)]) if g in seen else None for g in range(counts.shape[1])],
    ),
)
print(n, [f[0] for f in found], index.round(4))
