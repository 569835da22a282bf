"""Writes fixtures/combat.json, the expected numbers of test/preprocess/combat.

Python 3.11, numpy 2.4.6, pandas 2.3.3, scanpy 1.11.5, anndata 0.12.19, patsy 1.0.3.
Run from the repository root: python scripts/reference/combat.py

scanpy codes a category with a column for each of its levels beside one for each batch, which is singular, so it stops.
Here categories reach it as numbers, 0 and 1 for each level but the first: the same model, of full rank.
"""

import json
import warnings

import anndata as ad
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse as sp

warnings.filterwarnings("ignore")


def expression(rng, sizes, p, effect=0.6):
    """Log expression with zeros, gene-wise shifts and scales a batch, and two cell types."""
    batch = np.repeat(np.arange(len(sizes)), sizes)
    rng.shuffle(batch)
    cell_type = rng.integers(3, size=len(batch))
    age = rng.normal(size=len(batch)) + 0.3 * batch
    base = rng.normal(0.3, 1, p)
    by_type = rng.normal(0, 0.5, (3, p))
    rate = np.exp(base + by_type[cell_type] + 0.2 * age[:, None] * rng.normal(0, 0.5, p) + effect * rng.normal(size=(len(sizes), p))[batch])
    return np.log1p(rng.poisson(rate)).astype(np.float32), batch, cell_type, age


def case(name, X, batch, covariates, **given):
    obs = pd.DataFrame({"batch": pd.Categorical([f"b{b}" for b in batch]), **covariates}, index=[str(i) for i in range(len(batch))])
    # float64 input: scanpy otherwise standardises in float32
    a = ad.AnnData(X.astype(np.float64), obs=obs)
    corrected = sc.pp.combat(a, "batch", covariates=list(covariates) or None, inplace=False)
    assert np.isfinite(corrected).all()
    S = sp.csr_matrix(X)
    return dict(name=name, rows=X.shape[0], columns=X.shape[1], starts=S.indptr.tolist(), indices=S.indices.tolist(),
                values=[float(v) for v in S.data], batch=batch.tolist(), corrected=np.round(corrected, 9).ravel().tolist(), **given)


rng = np.random.default_rng(0)
X, batch, cell_type, age = expression(rng, [40, 25, 35], 30)
dummies = {f"type{t}": (cell_type == t).astype(float) for t in (1, 2)}
small, small_batch, _, _ = expression(rng, [4, 3, 6, 5], 20, effect=0.2)
cases = [
    case("three batches", X, batch, {}),
    case("a number as covariate", X, batch, {"age": age}, age=age.tolist()),
    case("a category and a number as covariates", X, batch, {**dummies, "age": 100 + 12 * age}, type=cell_type.tolist(), age=(100 + 12 * age).tolist()),
    case("batches of few cells", small, small_batch, {}),
]
json.dump(cases, open("fixtures/combat.json", "w"), separators=(",", ":"))
