"""Writes fixtures/colocalization.json, the expected numbers of test/analysis/colocalization and test/math/nearestPoint.

Python 3.11, numpy 2.4.6, scipy 1.17.1.
Run from the repository root: python scripts/reference/colocalization.py
"""

import json

import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.spatial import cKDTree
from scipy.stats import mannwhitneyu

rng = np.random.default_rng(0)
cells = np.round(rng.uniform(0, 100, (150, 2)), 3)
points = np.round(rng.uniform(0, 100, (12, 2)), 3)
distance = cKDTree(points).query(cells)[0]
values = np.round(np.maximum(0, rng.normal(2 - distance / 20, 1)), 3)
high = values > 1.5

mask = np.zeros((20, 30), dtype=int)
mask[3:9, 4:12] = 1
mask[5:7, 6:9] = 0  # a hole
mask[15, 25] = 1
# distance of pixel centres to the nearest set pixel centre, in pixels of 2
outside = distance_transform_edt(mask == 0) * 2

json.dump(
    dict(
        cells=cells.ravel().tolist(),
        points=points.ravel().tolist(),
        distances=distance.tolist(),
        values=values.tolist(),
        threshold=1.5,
        nearness=float(mannwhitneyu(distance[~high], distance[high]).statistic / (high.sum() * (~high).sum())),
        medianHigh=float(np.median(distance[high])),
        medianOther=float(np.median(distance[~high])),
        edges=[0, 5, 10, 20],
        meanValues=[float(values[(distance >= a) & (distance < b)].mean()) for a, b in [(0, 5), (5, 10), (10, 20), (20, 1e9)]],
        shares=[float(high[(distance >= a) & (distance < b)].mean()) for a, b in [(0, 5), (5, 10), (10, 20), (20, 1e9)]],
        mask=dict(width=30, height=20, values=mask.ravel().tolist(), outside=outside.ravel().tolist()),
    ),
    open("fixtures/colocalization.json", "w"),
    separators=(",", ":"),
)
