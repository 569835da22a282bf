"""Writes fixtures/communities.json, the expected numbers of test/analysis/{leiden,louvain} and test/math/modularity.

Python 3.11, numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1, umap-learn 0.5.12, scanpy 1.11.5, igraph 1.0.0,
leidenalg 0.12.0.
Run from the repository root, after neighbors.py: python scripts/reference/communities.py [folder of the annotated data]

With the folder, the modularity that leidenalg reaches on tissues is measured anew; otherwise those numbers are kept.
"""

import json
import os
import random
import sys
import warnings

import igraph as ig
import leidenalg
import numpy as np
import scanpy as sc
import scipy.sparse as sp
from sklearn.neighbors import NearestNeighbors
from umap.umap_ import fuzzy_simplicial_set

warnings.filterwarnings("ignore")
path = "fixtures/communities.json"
resolutions = [0.5, 1, 2]


def asgraph(matrix):
    upper = sp.triu(matrix).tocoo()
    graph = ig.Graph(n=matrix.shape[0], edges=list(zip(upper.row.tolist(), upper.col.tolist())))
    graph.es["weight"] = upper.data.astype(float).tolist()
    return graph


def csr(matrix):
    matrix = sp.csr_matrix(matrix)
    matrix.sort_indices()
    return {
        "starts": matrix.indptr.tolist(),
        "targets": matrix.indices.tolist(),
        "weights": [float(w) for w in matrix.data],
    }


def reached(matrix, tries, of):
    """Median or largest modularity over seeds, of Leiden until stable and of igraph's Louvain, at each resolution."""
    graph = asgraph(matrix)
    rows = []
    for resolution in resolutions:
        leiden = []
        louvain = []
        for seed in range(tries):
            part = leidenalg.find_partition(
                graph,
                leidenalg.RBConfigurationVertexPartition,
                weights="weight",
                resolution_parameter=resolution,
                n_iterations=-1,
                seed=seed,
            )
            leiden.append(graph.modularity(part.membership, weights="weight", resolution=resolution))
            random.seed(seed)
            part = graph.community_multilevel(weights="weight", resolution=resolution)
            louvain.append(graph.modularity(part.membership, weights="weight", resolution=resolution))
        rows.append({"resolution": resolution, "leiden": float(of(leiden)), "louvain": float(of(louvain))})
    return rows


def planted(rng, sizes, within, between):
    group = np.repeat(np.arange(len(sizes)), sizes)
    chance = np.where(group[:, None] == group[None, :], within, between)
    matrix = np.triu(rng.random(chance.shape) < chance, 1) * np.round(rng.uniform(0.1, 2, chance.shape), 3)
    return sp.csr_matrix(matrix + matrix.T)


def tissue(file):
    """As test/analysis/tissues.ts: 20 components of log-normalised counts, 14 neighbours, fuzzy graph."""
    adata = sc.read_h5ad(file)
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    x = adata.X.toarray() if sp.issparse(adata.X) else adata.X
    x = x.astype(np.float64) - x.mean(axis=0, dtype=np.float64)
    u, s, _ = np.linalg.svd(x, full_matrices=False)
    distances, indices = NearestNeighbors(n_neighbors=14).fit(u[:, :20] * s[:20]).kneighbors()
    itself = np.arange(len(x))[:, None]
    graph, _, _ = fuzzy_simplicial_set(
        sp.coo_matrix((len(x), 1)),
        15,
        None,
        None,
        knn_indices=np.hstack([itself, indices]),
        knn_dists=np.hstack([itself * 0.0, distances]).astype(np.float32),
    )
    return graph


rng = np.random.default_rng(7)
neighbors = json.load(open("fixtures/neighbors.json"))["scanpy"]
fuzzy = sp.csr_matrix((neighbors["weights"], neighbors["targets"], neighbors["starts"]))
fuzzy = sp.csr_matrix(np.maximum(fuzzy.toarray(), fuzzy.toarray().T))
ring = np.kron(np.eye(8), np.ones((5, 5)) - np.eye(5))
for c in range(8):
    i, j = 5 * c, (5 * c + 6) % 40
    ring[i, j] = ring[j, i] = 1
graphs = {
    "karate club": sp.csr_matrix(np.array(ig.Graph.Famous("Zachary").get_adjacency().data, dtype=float)),
    "ring of cliques": sp.csr_matrix(ring),
    "fuzzy neighbours": fuzzy,
    "planted groups": planted(rng, [60, 50, 40, 30, 20, 10], 0.3, 0.02),
    "random": planted(rng, [120], 0.06, 0),
}
cases = [{"name": name, **csr(matrix), "reached": reached(matrix, 21, np.median)} for name, matrix in graphs.items()]

# Given partitions, of a graph with edges from nodes to themselves.
loops = planted(rng, [10, 10], 0.5, 0.1) + sp.diags(np.where(np.arange(20) % 3 == 0, 1.5, 0.0))
loops = sp.csr_matrix(loops)
loops.eliminate_zeros()
graph = asgraph(loops)
partitions = [[0] * 20, list(range(20)), [i // 10 for i in range(20)], [(i * i) % 4 for i in range(20)]]
measured = [
    {"labels": labels, "resolution": r, "modularity": graph.modularity(labels, weights="weight", resolution=r)}
    for labels in partitions
    for r in resolutions
]

if len(sys.argv) > 1:
    files = ["osmfish_somatosensory.h5ad", "visium_dlpfc_151673.h5ad"]
    tissues = [{"file": file, "reached": reached(tissue(os.path.join(sys.argv[1], file)), 5, max)} for file in files]
else:
    tissues = json.load(open(path))["tissues"]

json.dump(
    {"cases": cases, "loops": csr(loops), "measured": measured, "tissues": tissues},
    open(path, "w"),
    separators=(",", ":"),
)
