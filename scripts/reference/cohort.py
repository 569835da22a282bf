"""Writes fixtures/cohort.json, the expected numbers of test/math/statistics/{stratifiedRankSum,moderatedFTests} and of fTail.

Python 3.11, numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0.
Run from the repository root: python scripts/reference/cohort.py

van Elteren: ranks are scipy's rankdata, the variance of a stratum is that of its scores over all orders of the labels, by the
formula for sampling without replacement from the ranks themselves; of one stratum it is checked against scipy's mannwhitneyu.
F tests are statsmodels' comparison of nested least squares, with its residual variance replaced by the moderated one of
Smyth 2004 (limma's fitFDist, here by scipy's polygamma and brentq).
"""

import json

import numpy as np
import statsmodels.api as sm
from scipy import optimize, special, stats

rng = np.random.default_rng(11)


def numbers(values):
    return [None if not np.isfinite(v) else float(v) for v in np.asarray(values, dtype=float).ravel()]


def van_elteren(strata):
    offset = variance = 0.0
    for values, inside in strata:
        n, m = len(values), int(inside.sum())
        if m == 0 or m == n:
            continue
        ranks = stats.rankdata(values)
        # Mean and variance of the sum of m of n ranks drawn without replacement.
        mean, spread = m * ranks.mean(), m * (n - m) / n * ranks.var(ddof=1)
        offset += (ranks[inside].sum() - mean) / (n + 1)
        variance += spread / (n + 1) ** 2
    score = offset / np.sqrt(variance)
    return float(score), float(2 * stats.norm.sf(abs(score)))


def summary(values, inside):
    ranks = stats.rankdata(values)
    _, counts = np.unique(values, return_counts=True)
    return dict(group=int(inside.sum()), others=int((~inside).sum()), rankSum=float(ranks[inside].sum()),
                ties=float((counts.astype(float) ** 3 - counts).sum()))


def rank_cases():
    cases = []
    for sizes, shift, decimals in [([40], 0.6, 1), ([30, 80, 12], 0.4, 1), ([25, 25, 25, 25], 0.0, 0), ([9, 200, 60], -0.3, 2)]:
        strata = []
        for s, n in enumerate(sizes):
            inside = rng.random(n) < 0.35
            values = np.round(rng.normal(3 * s, 1, n) + shift * inside, decimals)
            strata.append((values, inside))
        # A stratum without cells of the group adds nothing.
        strata.append((rng.normal(size=7), np.zeros(7, dtype=bool)))
        score, p = van_elteren(strata)
        if len(sizes) == 1:
            values, inside = strata[0]
            whole = stats.mannwhitneyu(values[inside], values[~inside], method="asymptotic", use_continuity=False)
            assert abs(whole.pvalue - p) < 1e-12
        cases.append(dict(strata=[summary(*stratum) for stratum in strata], score=score, pValue=p))
    return cases


def moderate(variances, degrees):
    """limma's fitFDist and squeezeVar for variances that are all above 0."""
    logs = np.log(variances) - special.digamma(degrees / 2) + np.log(degrees / 2)
    spread = logs.var(ddof=1) - special.polygamma(1, degrees / 2).mean()
    if spread <= 0:
        return variances.mean() * np.ones_like(variances), np.inf
    d0 = 2 * optimize.brentq(lambda x: special.polygamma(1, x) - spread, 1e-8, 1e8, xtol=1e-13)
    s0 = np.exp(logs.mean() + special.digamma(d0 / 2) - np.log(d0 / 2))
    return (d0 * s0 + degrees * variances) / (d0 + degrees), d0


def f_case(groups, rows, covariate=None, weighted=False):
    groups = np.asarray(groups)
    n = len(groups)
    spread = np.sqrt(0.3 * 4 / rng.chisquare(4, rows))
    effects = rng.normal(0, 0.5, (rows, groups.max() + 1)) * (rng.random((rows, 1)) < 0.4)
    values = effects[:, groups] + spread[:, None] * rng.normal(size=(rows, n))
    if covariate is not None:
        values = values + 0.7 * np.asarray(covariate)
    weights = rng.uniform(0.4, 2, (rows, n)) if weighted else np.ones((rows, n))
    values[0, 1] = np.nan
    extra = np.zeros((n, 0)) if covariate is None else np.asarray(covariate, dtype=float)[:, None]
    wide = np.hstack([np.eye(groups.max() + 1)[groups], extra])
    narrow = np.hstack([np.ones((n, 1)), extra])
    full, top = [], []
    for y, w in zip(values, weights):
        seen = np.isfinite(y)
        a = sm.WLS(y[seen], wide[seen], weights=w[seen]).fit()
        b = sm.WLS(y[seen], narrow[seen], weights=w[seen]).fit()
        full.append((a.scale, a.df_resid))
        top.append(((b.ssr - a.ssr) / (b.df_resid - a.df_resid), b.df_resid - a.df_resid))
    variances, degrees = np.array([f[0] for f in full]), np.array([f[1] for f in full])
    posterior, d0 = moderate(variances, degrees)
    total = np.minimum(degrees + d0, degrees.sum())
    f = np.array([t[0] for t in top]) / posterior
    d1 = np.array([t[1] for t in top])
    return dict(values=numbers(values), groups=groups.tolist(), covariate=None if covariate is None else list(covariate),
                weights=numbers(weights) if weighted else None, statistics=numbers(f), numerators=numbers(d1),
                pValues=numbers(stats.f.sf(f, d1, total)),
                adjustedPValues=numbers(stats.false_discovery_control(stats.f.sf(f, d1, total))))


def tails():
    cases = [(0.5, 1, 3), (3.2, 2, 9), (15.0, 4, 21.5), (1.0, 7, 1e6), (120.0, 3, 40), (0.0, 2, 2)]
    rows = [dict(f=f, numerator=a, denominator=b, tail=float(stats.f.sf(f, a, b))) for f, a, b in cases]
    return rows + [dict(f=2.5, numerator=3, denominator=None, tail=float(stats.chi2.sf(7.5, 3)))]


fixture = dict(
    ranks=rank_cases(),
    fTests=[f_case([0, 0, 0, 1, 1, 1, 2, 2, 2], 60),
            f_case([0, 0, 0, 1, 1, 2, 2, 2, 3, 3], 40, covariate=[0.1, 0.5, 0.9, 0.2, 0.8, 0.4, 0.3, 1.0, 0.6, 0.7], weighted=True),
            f_case([0, 0, 0, 1, 1, 1], 40)],
    fTails=tails(),
)
with open("fixtures/cohort.json", "w") as file:
    json.dump(fixture, file, separators=(",", ":"))
    file.write("\n")
