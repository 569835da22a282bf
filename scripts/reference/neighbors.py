"""Writes fixtures/neighbors.json, the expected numbers of test/analysis/fuzzyGraph and test/analysis/trustworthiness.

Python 3.11, numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1, umap-learn 0.5.12, scanpy 1.11.5, anndata 0.12.19.
Run from the repository root: python scripts/reference/neighbors.py
"""

import json
import warnings

import anndata as ad
import numpy as np
import scanpy as sc
import scipy.sparse as sp
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors
from umap.umap_ import fuzzy_simplicial_set

warnings.filterwarnings("ignore")


def nearest(x, k):
    """The k nearest other rows; the row itself is left out by index, so that copies of it stay."""
    distances, indices = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(x.astype(np.float64)).kneighbors()
    return indices, distances


def union(indices, distances):
    n, k = indices.shape
    itself = np.arange(n)[:, None]
    graph, _, _ = fuzzy_simplicial_set(
        sp.coo_matrix((n, 1)),
        k + 1,
        None,
        None,
        knn_indices=np.hstack([itself, indices]),
        knn_dists=np.hstack([np.zeros((n, 1)), distances]).astype(np.float32),
    )
    graph = graph.tocsr()
    graph.sort_indices()
    return graph


def csr(graph):
    graph = sp.csr_matrix(graph)
    graph.sort_indices()
    return {
        "starts": graph.indptr.tolist(),
        "targets": graph.indices.tolist(),
        "weights": [round(float(w), 9) for w in graph.data],
    }


def lists(indices, distances):
    return {"k": indices.shape[1], "indices": indices.ravel().tolist(), "distances": distances.ravel().tolist()}


rng = np.random.default_rng(11)
centres = rng.normal(0, 4, size=(4, 8))
groups = (centres[rng.integers(0, 4, 160)] + rng.normal(size=(160, 8))).astype(np.float32)

# Copies of one row: more of them than neighbours, fewer, and one pair.
copies = rng.normal(size=(80, 5)).astype(np.float32)
copies[:9] = copies[0]
copies[20:23] = copies[20]
copies[40] = copies[41]

cases = []
for name, x, k in [("groups", groups, 14), ("copies", copies, 6), ("one neighbour", copies[10:40], 1)]:
    indices, distances = nearest(x, k)
    cases.append({"name": name, **lists(indices, distances), "graph": csr(union(indices, distances))})
# A place so full that its cells see no other place.
distances = np.zeros((10, 3))
indices = np.array([[j for j in range(10) if j != i][:3] for i in range(10)])
cases.append({"name": "all in one place", **lists(indices, distances), "graph": csr(union(indices, distances))})

adata = ad.AnnData(groups)
sc.pp.neighbors(adata, n_neighbors=15, use_rep="X")

flat = groups[:, :2] + rng.normal(size=(160, 2)).astype(np.float32) * 0.3
json.dump(
    {
        "cases": cases,
        "rows": groups.shape[0],
        "columns": groups.shape[1],
        "values": [float(v) for v in groups.ravel()],
        "scanpy": csr(adata.obsp["connectivities"]),
        "flat": [float(v) for v in flat.ravel()],
        "trustworthiness": [{"k": k, "value": float(trustworthiness(groups, flat, n_neighbors=k))} for k in [1, 5, 15]],
    },
    open("fixtures/neighbors.json", "w"),
    separators=(",", ":"),
)
