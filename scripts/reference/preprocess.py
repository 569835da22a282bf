"""Writes fixtures/loess.json and fixtures/preprocess.json, the expected numbers of test/math/loess and test/preprocess.

Python 3.11, numpy 2.4.6, scipy 1.17.1, scanpy 1.11.5, anndata 0.12.19, scikit-misc 0.5.3.
Run from the repository root: python scripts/reference/preprocess.py
"""

import json
import warnings

import anndata as ad
import numpy as np
import scanpy as sc
import scipy.sparse as sp
from skmisc.loess import loess

warnings.filterwarnings("ignore")


def numbers(values):
    return [float(v) for v in np.asarray(values, dtype=np.float64).ravel()]


def write(path, value):
    with open(path, "w") as handle:
        json.dump(value, handle, separators=(",", ":"))
        handle.write("\n")


def loess_case(name, x, y, span):
    model = loess(x, y, span=span, degree=2)
    model.fit()
    return dict(name=name, span=span, x=numbers(x), y=numbers(y), fitted=numbers(model.outputs.fitted_values))


def loess_cases():
    rng = np.random.default_rng(0)
    even = np.linspace(-2, 3, 400)
    skewed = rng.gamma(1.5, size=700) ** 2
    means = np.log10(rng.poisson(rng.gamma(0.4, 4, 600) + 0.02, size=(80, 600)).mean(0) + 1e-2)
    tied = np.round(rng.normal(size=300), 1)
    few = np.sort(rng.uniform(size=15))
    return [
        loess_case("evenly spaced points", even, np.sin(even) + rng.normal(scale=0.2, size=400), 0.3),
        loess_case("skewed points", skewed, np.log(skewed) + rng.normal(scale=0.1, size=700), 0.3),
        loess_case("log means of counts, many equal", means, 1.2 * means + means**2 / 5 + rng.normal(scale=0.1, size=600), 0.3),
        loess_case("rounded points", tied, tied**3 + rng.normal(size=300), 0.5),
        loess_case("a wide span", skewed[:150], np.sqrt(skewed[:150]), 0.75),
        loess_case("fifteen points", few, few**2 + rng.normal(scale=0.01, size=15), 0.3),
    ]


def counts(seed, n, p, dtype=np.float32):
    """Overdispersed counts of p genes with very different means."""
    rng = np.random.default_rng(seed)
    mean = np.exp(rng.normal(-0.5, 1.6, p))
    rate = mean * rng.gamma(2, 0.5, size=(n, p)) * rng.lognormal(0, 0.4, size=(n, 1))
    return sp.csr_matrix(rng.poisson(rate).astype(dtype))


def sparse(X):
    return dict(rows=X.shape[0], columns=X.shape[1], starts=X.indptr.tolist(), indices=X.indices.tolist(),
                values=[float(v) for v in X.data])


def variable_genes_case(name, X, top):
    a = ad.AnnData(X.copy())
    d = sc.pp.highly_variable_genes(a, flavor="seurat_v3", n_top_genes=top, inplace=False)
    rank = d["highly_variable_rank"].to_numpy()
    return dict(name=name, counts=sparse(X), top=top, means=numbers(d["means"]), variances=numbers(d["variances"]),
                normalized=numbers(d["variances_norm"]), selected=np.flatnonzero(d["highly_variable"]).tolist(),
                ranks=[None if np.isnan(r) else int(r) for r in rank])


def variable_genes_cases():
    plain = counts(1, 90, 150)
    awkward = counts(2, 60, 160).toarray()
    awkward[:, 3] = 0
    awkward[:, 7] = 5
    awkward[:, 20] = awkward[:, 21] = awkward[:, 22]  # three genes tie
    awkward[:, 30] = 0
    awkward[4, 30] = 40  # one clipped count
    rare = (counts(3, 120, 200).toarray() > 6).astype(np.float32)
    rare = rare[:, rare.sum(0) >= 1]
    return [
        variable_genes_case("overdispersed counts", plain, 40),
        variable_genes_case("constant, empty, tied and clipped genes", sp.csr_matrix(awkward), 60),
        variable_genes_case("rare genes, many with equal means", sp.csr_matrix(rare), 20),
    ]


def expression_case():
    X = counts(4, 25, 30).toarray()
    X[:, 8] = 0
    X[:, 9] = 3
    X[5] = 0
    X = sp.csr_matrix(X)
    a = ad.AnnData(X.copy())
    sc.pp.normalize_total(a, target_sum=1e4)
    sc.pp.log1p(a)
    logged = a.X.copy()
    b = ad.AnnData(a.X.toarray().astype(np.float64))
    sc.pp.scale(b, max_value=10)
    few = ad.AnnData(X.toarray().astype(np.float64) ** 3)
    sc.pp.scale(few, max_value=2)
    return dict(counts=sparse(X), logged=numbers(logged.toarray()), scaled=numbers(b.X), mean=numbers(b.var["mean"]),
                deviation=numbers(b.var["std"]), clipped=numbers(few.X))


if __name__ == "__main__":
    write("fixtures/loess.json", loess_cases())
    write("fixtures/preprocess.json", dict(variableGenes=variable_genes_cases(), expression=expression_case()))
