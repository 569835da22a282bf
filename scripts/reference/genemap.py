"""Write fixtures/assignment.json and fixtures/genemap.json.

Python 3.11, numpy 2.4.6, scipy 1.17.1, POT 0.9.7.post1. Run from the repository root: python scripts/reference/genemap.py

assignment.json: cost matrices and the least total cost by scipy.optimize.linear_sum_assignment.
genemap.json: expression with co-expressed modules (one constant gene), numpy's correlation for the smallest, and the
Gromov-Wasserstein objectives that POT reaches between 1 - r and the distances of the p places nearest the grid's centre.
"""
import json
import warnings

import numpy as np
import ot
from scipy.optimize import linear_sum_assignment

warnings.filterwarnings("ignore")


def assignment():
    rng = np.random.default_rng(1)
    cases = []
    for name, cost in [
        ("square", rng.random((12, 12)).round(4)),
        ("wide", rng.normal(size=(9, 17)).round(4)),
        ("tall", rng.normal(size=(17, 9)).round(4)),
        ("ties", rng.integers(0, 4, (20, 20)).astype(float)),
        ("product", np.outer(np.arange(1, 16), np.arange(1, 16)).astype(float)),
        ("one row", rng.random((1, 7)).round(4)),
        ("one column", rng.random((7, 1)).round(4)),
        ("planar", ((rng.random((30, 1, 2)) - rng.random((1, 40, 2))) ** 2).sum(-1).round(6)),
        ("constant", np.full((6, 8), 2.5)),
        ("large values", (rng.normal(size=(25, 25)) * 1e6).round(1)),
    ]:
        rows, columns = linear_sum_assignment(cost)
        cases.append(dict(name=name, rows=cost.shape[0], columns=cost.shape[1], values=cost.ravel().tolist(),
                          total=float(cost[rows, columns].sum())))
    return cases


def places(p):
    q = int(np.ceil(np.sqrt(p)))
    grid = np.stack(np.meshgrid(np.arange(q), np.arange(q), indexing="ij"), -1).reshape(-1, 2).astype(float)
    keep = np.sort(np.argsort(((grid - (q - 1) / 2) ** 2).sum(1), kind="stable")[:p])
    distance = np.linalg.norm(grid[keep][:, None] - grid[keep][None], axis=-1)
    return distance / distance.max()


def genemap(p, seed, n=40):
    rng = np.random.default_rng(seed)
    modules = max(2, p // 8)
    factors = rng.normal(size=(n, modules))
    x = factors[:, rng.integers(0, modules, p)] * rng.uniform(0.3, 1.5, p) + rng.normal(size=(n, p))
    x = x.round(2)
    x[:, p // 2] = 1.5
    varies = x.std(0) > 0
    r = np.eye(p)
    r[np.ix_(varies, varies)] = np.corrcoef(x[:, varies].T)
    d1 = 1 - r
    d1 /= d1.max()
    d2 = places(p)
    objective = lambda t: float((d1**2).mean() + (d2**2).mean() - 2 * ((d1 @ t @ d2) * t).sum())
    gw = ot.gromov.gromov_wasserstein(d1, d2, loss_fun="square_loss")
    entropic = {
        str(epsilon): objective(ot.gromov.entropic_gromov_wasserstein(d1, d2, loss_fun="square_loss", epsilon=epsilon,
                                                                      max_iter=200))
        for epsilon in (1e-3, 5e-3)
    }
    case = dict(p=p, seed=seed, n=n, values=x.ravel().tolist(), gromovWasserstein=objective(gw), entropic=entropic)
    if p == 16:
        case["correlation"] = r.ravel().tolist()
    return case


for name, content in [
    ("assignment", assignment()),
    ("genemap", [genemap(p, seed) for p in (16, 33, 100) for seed in (0, 1, 2)]),
]:
    with open(f"fixtures/{name}.json", "w") as file:
        json.dump(content, file, separators=(",", ":"))
        file.write("\n")
    for case in content:
        print({key: value for key, value in case.items() if key not in ("values", "correlation")})
