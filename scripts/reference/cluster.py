"""Write fixtures/cluster.json: what scipy and scikit-learn say of small seeded partitions, trees and mixtures.

Versions: numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1. Run from the repository root: python scripts/reference/cluster.py
"""

import json

import numpy as np
import scipy
import sklearn
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import (
    adjusted_rand_score,
    completeness_score,
    homogeneity_score,
    normalized_mutual_info_score,
)
from sklearn.mixture import GaussianMixture

assert (np.__version__, scipy.__version__, sklearn.__version__) == ("2.4.6", "1.17.1", "1.9.1")


def agreement_case(name, truth, labels):
    truth, labels = np.asarray(truth), np.asarray(labels)
    return {
        "name": name,
        "truth": truth.tolist(),
        "labels": labels.tolist(),
        "nmi": float(normalized_mutual_info_score(truth, labels)),
        "homogeneity": float(homogeneity_score(truth, labels)),
        "completeness": float(completeness_score(truth, labels)),
        "ari": float(adjusted_rand_score(truth, labels)),
    }


def agreement_cases():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 7, 300)
    noisy = np.where(rng.random(300) < 0.3, rng.integers(0, 7, 300), (truth + 3) % 7)
    return [
        agreement_case("noisy copy under other numbers", truth, noisy),
        agreement_case("independent", truth, rng.integers(0, 4, 300)),
        agreement_case("equal up to numbering", truth, 10 - truth),
        agreement_case("a refinement of the truth", truth // 3, truth),
        agreement_case("one class, one cluster", np.zeros(9, int), np.zeros(9, int)),
        agreement_case("one class, several clusters", np.zeros(9, int), np.arange(9) % 3),
        agreement_case("several classes, one cluster", np.arange(9) % 3, np.zeros(9, int)),
        agreement_case("every cell alone in both", np.arange(12), np.arange(12)),
        agreement_case("every cell alone in one", np.arange(12) % 5, np.arange(12)),
        agreement_case("labels far apart", truth * 100_000_000, noisy),
        agreement_case("exactly independent", np.repeat([0, 1], 6), np.tile([0, 1, 2], 4)),
        agreement_case("one cell", [4], [2]),
        agreement_case("no cell", np.zeros(0, int), np.zeros(0, int)),
    ]


def blobs(seed, n, d, k):
    """Overlapping blobs with correlated, unequal columns, rounded so that both sides read the same doubles."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(0, 2, (k, d))
    mix = rng.normal(0, 0.5, (d, d)) + np.eye(d)
    member = np.arange(n) % k
    return np.round(centres[member] + rng.normal(0, 1, (n, d)) @ mix, 6)


def ward_case(name, points, cuts):
    return {
        "name": name,
        "columns": points.shape[1],
        "points": points.ravel().tolist(),
        "linkage": linkage(points, method="ward").ravel().tolist(),
        "cuts": {str(c): AgglomerativeClustering(c, linkage="ward").fit_predict(points).tolist() for c in cuts},
    }


def mixture_case(covariance, points, start, components):
    """EM from the moments of a partition, which is what scikit-learn computes in its first M step."""
    onehot = np.eye(components)[start]
    model = GaussianMixture(components, covariance_type=covariance, reg_covar=1e-6, tol=1e-15, max_iter=20000)
    # _initialize takes the moments of given responsibilities; handed over as the public *_init arguments.
    model._initialize(points, onehot)
    model = GaussianMixture(
        components, covariance_type=covariance, reg_covar=1e-6, tol=1e-15, max_iter=20000,
        weights_init=model.weights_ / model.weights_.sum(), means_init=model.means_,
        precisions_init=(
            model.precisions_cholesky_**2
            if covariance == "diag"
            else np.einsum("...ij,...kj->...ik", model.precisions_cholesky_, model.precisions_cholesky_)
        ),
    ).fit(points)
    assert model.converged_
    return {
        "covariance": "diagonal" if covariance == "diag" else covariance,
        "start": start.tolist(),
        "weights": model.weights_.tolist(),
        "means": model.means_.ravel().tolist(),
        "covariances": model.covariances_.ravel().tolist(),
        "posterior": model.predict_proba(points).ravel().tolist(),
        "logLikelihood": float(model.score(points) * len(points)),
        "bic": float(model.bic(points)),
    }


def main():
    points = blobs(3, 150, 4, 3)
    start = AgglomerativeClustering(3, linkage="ward").fit_predict(points)
    ties = np.array([[x, y] for x in range(5) for y in range(4)], float)
    out = {
        "agreement": agreement_cases(),
        "ward": [
            ward_case("blobs", blobs(5, 120, 5, 6), [1, 2, 3, 6, 17, 120]),
            ward_case("repeated points", np.repeat(blobs(6, 12, 3, 2), 3, axis=0), [2, 12]),
            ward_case("a line of unequal gaps", np.cumsum(np.arange(1, 30, dtype=float))[:, None] ** 1.1, [2, 5]),
        ],
        "lattice": {"points": ties.ravel().tolist(), "heights": linkage(ties, method="ward")[:, 2].tolist()},
        "mixture": {
            "columns": 4,
            "points": points.ravel().tolist(),
            "cases": [mixture_case(c, points, start, 3) for c in ("tied", "full", "diag")],
        },
    }
    with open("fixtures/cluster.json", "w") as file:
        json.dump(out, file, separators=(",", ":"))
        file.write("\n")


main()
