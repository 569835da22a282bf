"""Tests, adjustment, agreement, CHAOS and PAS for the tests of src/bench and src/math/statistics.

scipy, scikit-learn, statsmodels of requirements.txt; run: python scripts/reference/benchmark.py

CHAOS and PAS are written here from their definitions: CHAOS is the distance from each cell to the nearest cell of its own
domain, in z-scored coordinates, summed and divided by the number of cells (0 for a domain of one cell); PAS is the share of
cells with more than half of their 10 nearest cells in other domains. The vote is the most frequent label of a cell and its
30 nearest cells; ties keep the own label, else the lowest.
"""

import json

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn import metrics
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(11)


def tests():
    cases = []
    for n, m, shift, sd in [(10, 10, 0.02, 0.01), (10, 10, 0, 0.03), (5, 10, 0.1, 0.02), (2, 3, 0.05, 0.05), (10, 4, 0.3, 0.001)]:
        a = rng.normal(0.7, 0.01, n)
        b = rng.normal(0.7 - shift, sd, m)
        welch = stats.ttest_ind(a, b, equal_var=False)
        c = rng.normal(0.65, 0.05, n)
        paired = stats.ttest_rel(a, c)
        cases.append(
            {
                "a": a.tolist(),
                "b": b.tolist(),
                "welch": {"t": welch.statistic, "degrees": welch.df, "pValue": welch.pvalue},
                "c": c.tolist(),
                "paired": {"t": paired.statistic, "degrees": paired.df, "pValue": paired.pvalue},
            }
        )
    return cases


def adjusted():
    p = rng.uniform(0, 1, 9) ** 3
    return {"p": p.tolist(), "holm": multipletests(p, method="holm")[1].tolist()}


def spreads():
    cases = []
    for n in (1, 2, 7, 10):
        values = rng.normal(0, 1, n)
        quartiles = np.quantile(values, [0.25, 0.5, 0.75])
        cases.append(
            {
                "values": values.tolist(),
                "mean": values.mean(),
                "sd": values.std(ddof=1) if n > 1 else None,
                "quartiles": quartiles.tolist(),
            }
        )
    return cases


def chaos(positions, labels):
    scaled = StandardScaler().fit_transform(positions)
    total = 0.0
    for label in np.unique(labels):
        own = scaled[labels == label]
        if len(own) > 1:
            distances, _ = NearestNeighbors(n_neighbors=2).fit(own).kneighbors(own)
            total += distances[:, 1].sum()
    return total / len(labels)


def pas(positions, labels):
    _, nearest = NearestNeighbors(n_neighbors=11).fit(positions).kneighbors(positions)
    return float(np.mean([(labels[row[1:]] != labels[row[0]]).sum() > 5 for row in nearest]))


def vote(positions, labels, r=30):
    _, nearest = NearestNeighbors(n_neighbors=r + 1).fit(positions).kneighbors(positions)
    refined = labels.copy()
    for i, row in enumerate(nearest):
        counts = np.bincount(labels[row], minlength=labels.max() + 1)
        best = np.flatnonzero(counts == counts.max())
        refined[i] = labels[i] if labels[i] in best else best[0]
    return refined


def scores(positions, truth, labels):
    known = truth >= 0
    homogeneity, completeness, _ = metrics.homogeneity_completeness_v_measure(truth[known], labels[known])
    return {
        "nmi": metrics.normalized_mutual_info_score(truth[known], labels[known]),
        "homogeneity": homogeneity,
        "completeness": completeness,
        "ari": metrics.adjusted_rand_score(truth[known], labels[known]),
        "chaos": chaos(positions, labels),
        "pas": pas(positions, labels),
    }


def measured():
    n = 300
    positions = np.round(rng.uniform(0, 100, (n, 2)) * [3, 1], 3)
    truth = (positions[:, 0] // 75).astype(int)
    flips = rng.uniform(size=n) < 0.25
    labels = np.where(flips, rng.integers(0, 5, n), truth)
    truth[rng.uniform(size=n) < 0.1] = -1
    refined = vote(positions, labels)
    return {
        "positions": positions.ravel().tolist(),
        "truth": truth.tolist(),
        "labels": labels.tolist(),
        "voted": refined.tolist(),
        "raw": scores(positions, truth, labels),
        "vote": scores(positions, truth, refined),
    }


with open("fixtures/benchmark.json", "w") as file:
    versions = {"scipy": scipy.__version__, "sklearn": sklearn.__version__, "statsmodels": statsmodels.__version__}
    record = {"versions": versions, "tests": tests(), "adjusted": adjusted(), "spreads": spreads(), "measured": measured()}
    json.dump(record, file, default=float)
    file.write("\n")
