"""Agreement of two partitions with missing labels, by scikit-learn, pandas and scipy: fixtures/partitions.json.

Versions: scripts/reference/requirements.txt. Run from the root: python scripts/reference/partitions.py
"""

import json

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

rng = np.random.default_rng(0)
cases = []
for cells, left, right, noise in [(200, 5, 5, 0.2), (300, 7, 4, 0.4), (300, 3, 8, 0.1), (50, 2, 2, 0.0)]:
    a = rng.integers(0, left, cells)
    b = np.where(rng.random(cells) < noise, rng.integers(0, right, cells), (a * 3 + 1) % right)
    a[rng.random(cells) < 0.05] = -1
    b[rng.random(cells) < 0.05] = -1
    both = (a >= 0) & (b >= 0)
    table = pd.crosstab(a[both], b[both])
    rows, columns = linear_sum_assignment(-table.to_numpy())
    cases.append(
        {
            "a": a.tolist(),
            "b": b.tolist(),
            "ari": adjusted_rand_score(a[both], b[both]),
            "nmi": normalized_mutual_info_score(a[both], b[both]),
            "rows": table.index.tolist(),
            "columns": table.columns.tolist(),
            "counts": table.to_numpy().tolist(),
            "agreeing": int(table.to_numpy()[rows, columns].sum()),
            "labelled": int(both.sum()),
        }
    )
with open("fixtures/partitions.json", "w") as file:
    json.dump({"cases": cases}, file)
    file.write("\n")
