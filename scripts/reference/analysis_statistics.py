"""Writes fixtures/analysis-statistics.json, the expected numbers of test/math/{distributions,hypergeometric,adjust,ranks}.

Python 3.11, numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0, mpmath 1.4.1.
Run from the repository root: python scripts/reference/analysis_statistics.py
"""

import json
from fractions import Fraction
from math import comb

import mpmath
import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests

mpmath.mp.dps = 50


def normal_cases():
    cases = []
    for z in [-40, -6.5, -2, -0.3, 0, 1e-8, 0.5, 1, 1.96, 2.8, 2.829, 3, 5, 8.2, 12, 20, 30, 37, 37.5]:
        tail = mpmath.erfc(mpmath.mpf(z) / mpmath.sqrt(2)) / 2
        cases.append(dict(z=z, tail=float(tail), log=float(mpmath.log(tail))))
    for z in [50, 200, 1e4]:
        tail = mpmath.erfc(mpmath.mpf(z) / mpmath.sqrt(2)) / 2
        cases.append(dict(z=z, tail=0.0, log=float(mpmath.log(tail))))
    return cases


def student_cases():
    cases = []
    for df in [1, 2.5, 4, 9, 30, 500, 20000]:
        for t in [-3, -0.1, 0, 0.01, 0.7, 2, 6, 15, 35]:
            x = mpmath.mpf(df) / (mpmath.mpf(df) + mpmath.mpf(t) ** 2)
            tail = mpmath.betainc(mpmath.mpf(df) / 2, 0.5, 0, x, regularized=True) / 2
            tail = tail if t >= 0 else 1 - tail
            if tail > 1e-300:
                cases.append(dict(t=t, degrees=df, tail=float(tail)))
    return cases


def chi_square_cases():
    cases = []
    for df in [1, 2, 3.5, 10, 100, 1000]:
        for x in [0, 0.01, 0.8, 3, 12, 90, 400, 1200]:
            tail = mpmath.gammainc(mpmath.mpf(df) / 2, mpmath.mpf(x) / 2, mpmath.inf, regularized=True)
            if tail > 1e-300:
                cases.append(dict(x=x, degrees=df, tail=float(tail)))
    return cases


def exact_hypergeometric(hits, total, marked, draws):
    """ln P(X >= hits), from whole numbers."""
    top = sum(comb(marked, k) * comb(total - marked, draws - k) for k in range(hits, min(marked, draws) + 1))
    tail = Fraction(top, comb(total, draws))
    return mpmath.log(mpmath.mpf(tail.numerator) / mpmath.mpf(tail.denominator))


def hypergeometric_cases():
    cases = []
    for total, marked, draws, many in [
        (20, 7, 12, [1, 2, 4, 5, 7]),
        (20000, 200, 300, [1, 2, 3, 4, 10, 30, 100, 200]),
        (20000, 1500, 50, [1, 3, 4, 5, 20, 50]),
        (5000, 2400, 2600, [1000, 1248, 1249, 1300, 1800, 2400]),
        (248, 30, 248, [30]),
        (60000, 900, 900, [5, 14, 15, 300, 900]),
        (10, 10, 3, [3]),
    ]:
        for hits in many:
            log = exact_hypergeometric(hits, total, marked, draws)
            cases.append(dict(hits=hits, total=total, marked=marked, draws=draws, log=float(log), tail=float(mpmath.exp(log))))
    return cases


rng = np.random.default_rng(0)
p = np.concatenate([rng.uniform(size=40), rng.uniform(size=10) * 1e-4, [0.5, 0.5, 1.0, 0.0, 1e-300]])
tied = rng.poisson(1.2, size=60).astype(float)

json.dump(
    dict(
        normal=normal_cases(),
        student=student_cases(),
        chiSquare=chi_square_cases(),
        hypergeometric=hypergeometric_cases(),
        benjaminiHochberg=dict(p=p.tolist(), adjusted=multipletests(p, method="fdr_bh")[1].tolist()),
        ranks=dict(values=tied.tolist(), ranks=stats.rankdata(tied).tolist()),
    ),
    open("fixtures/analysis-statistics.json", "w"),
    separators=(",", ":"),
)
