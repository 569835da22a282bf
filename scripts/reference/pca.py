"""Writes fixtures/pca.json, the expected numbers of test/math/pca.

Python 3.11, numpy 2.4.6, scikit-learn 1.9.1. Run from the repository root: python scripts/reference/pca.py
"""

import json

import numpy as np
from sklearn.decomposition import PCA


def case(name, X, k):
    model = PCA(k, svd_solver="full").fit(X)
    return dict(name=name, rows=X.shape[0], columns=X.shape[1], k=k, values=X.ravel().tolist(),
                scores=model.transform(X).ravel().tolist(), loadings=model.components_.T.ravel().tolist(),
                variances=model.explained_variance_.tolist(), total=float(X.var(0, ddof=1).sum()), mean=model.mean_.tolist())


def cases():
    rng = np.random.default_rng(0)
    factors = rng.gamma(2, size=(80, 6)) @ rng.gamma(0.5, size=(6, 50))
    tall = np.log1p(rng.poisson(factors)).astype(np.float32).astype(np.float64)
    wide = np.log1p(rng.poisson(rng.gamma(2, size=(30, 4)) @ rng.gamma(0.5, size=(4, 90))))
    wide = wide.astype(np.float32).astype(np.float64)
    embedding = (rng.normal(size=(150, 12)) * 2.0 ** -np.arange(12) + 5).round(6)
    return [case("tall counts", tall, 8), case("wide counts", wide, 8), case("an embedding far from the origin", embedding, 12)]


if __name__ == "__main__":
    with open("fixtures/pca.json", "w") as handle:
        json.dump(cases(), handle, separators=(",", ":"))
        handle.write("\n")
