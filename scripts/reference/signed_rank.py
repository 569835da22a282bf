"""Wilcoxon signed-rank p-values for test/math/signedRank.test.ts.

scipy 1.15 (any with stats.wilcoxon(method="auto")); run: python scripts/reference/signed_rank.py
"""

import json

import numpy as np
import scipy
from scipy.stats import wilcoxon

rng = np.random.default_rng(4)
cases = []
for n, digits in [(3, 6), (5, 6), (8, 6), (20, 6), (30, 1), (12, 1), (80, 6)]:
    a = np.round(rng.normal(0.3, 1, n), digits)
    b = np.round(rng.normal(0, 1, n), digits)
    differ = int((a != b).sum())
    tied = len(set(np.round(np.abs(a - b), 9))) < n or differ < n
    method = "asymptotic" if tied or n > 50 else "exact"
    p = wilcoxon(a, b, zero_method="wilcox", correction=False, method=method).pvalue
    cases.append({"a": a.tolist(), "b": b.tolist(), "method": method, "p": float(p)})

with open("fixtures/signed-rank.json", "w") as file:
    json.dump({"scipy": scipy.__version__, "cases": cases}, file)
    file.write("\n")
