"""Writes fixtures/integration.json, the expected numbers of test/analysis/{integration,lisi,batchMixing,labelConnectivity}
and test/math/silhouette.

Python 3.11, numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1, harmonypy 2.1.0, scib-metrics 0.5.10 (with jax 0.10.2).
Run from the repository root: python scripts/reference/integration.py
"""

import json

import numpy as np
import scipy.sparse as sp
from harmonypy import compute_lisi
from scib_metrics import clisi_knn, graph_connectivity, ilisi_knn, kbet, silhouette_batch, silhouette_label
from scib_metrics.nearest_neighbors import NeighborsResults
from sklearn.metrics import silhouette_samples
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(0)
n = 240
sample = rng.choice(3, n, p=[0.5, 0.3, 0.2])
label = rng.integers(4, size=n)
# Labels apart, samples shifted by about the spread within a label.
X = rng.normal(size=(4, 4))[label] * 2.5 + 0.6 * rng.normal(size=(3, 4))[sample] + rng.normal(size=(n, 4))
X = np.round(X, 4)

lisi = compute_lisi(X, {"sample": sample, "label": label}, ["sample", "label"], perplexity=30)

k = 90  # as harmonypy 2 takes for a perplexity of 30
distances, indices = NearestNeighbors(n_neighbors=k + 1).fit(X).kneighbors(X)
results = NeighborsResults(indices=indices[:, 1:], distances=distances[:, 1:])
tested = min(70, max(10, n // 3 // 4))
few = NeighborsResults(indices=indices[:, 1 : tested + 1], distances=distances[:, 1 : tested + 1])
rate, _, p_values = kbet(few, sample)


class Graph:
    """The undirected graph of 14 neighbours, as graph_connectivity reads it."""

    def __init__(self):
        graph = sp.csr_matrix((distances[:, 1:15].ravel(), indices[:, 1:15].ravel(), np.arange(0, 14 * n + 1, 14)), (n, n))
        self.knn_graph_distances = graph.maximum(graph.T)


def batch_silhouette():
    """scib's silhouette_batch in float64; scib-metrics computes it in float32."""
    means = []
    for value in np.unique(label):
        own = label == value
        if 1 < len(np.unique(sample[own])) < own.sum():
            means.append(np.mean(1 - np.abs(silhouette_samples(X[own], sample[own]))))
    return np.mean(means)


assert abs(batch_silhouette() - silhouette_batch(X, label, sample)) < 1e-5
torn = label.copy()
torn[:40] = 4  # a label of cells from everywhere
json.dump(
    dict(
        rows=X.ravel().tolist(),
        dims=4,
        sample=sample.tolist(),
        label=label.tolist(),
        torn=torn.tolist(),
        lisiOfSamples=lisi[:, 0].tolist(),
        lisiOfLabels=lisi[:, 1].tolist(),
        silhouettes=silhouette_samples(X, label).tolist(),
        scib=dict(
            ilisi=float(ilisi_knn(results, sample, perplexity=30)),
            clisi=float(clisi_knn(results, label, perplexity=30)),
            batchSilhouette=float(batch_silhouette()),
            silhouette=float(silhouette_label(X, label)),
            kbet=float(rate),
            kbetNeighbors=tested,
            kbetPValues=p_values.astype(float).tolist(),
            connectivity=float(graph_connectivity(Graph(), label)),
            connectivityOfTorn=float(graph_connectivity(Graph(), torn)),
        ),
    ),
    open("fixtures/integration.json", "w"),
    separators=(",", ":"),
)
