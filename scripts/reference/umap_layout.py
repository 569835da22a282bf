"""Writes fixtures/umap.json, the expected numbers of test/analysis/umap and test/math/attractionCurve.

Python 3.11, numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1, umap-learn 0.5.12, scanpy 1.11.5, anndata 0.12.19.
Run from the repository root, after neighbors.py: python scripts/reference/umap_layout.py [folder of the annotated data]

With the folder, the trustworthiness that umap-learn reaches on tissues is measured anew; otherwise those numbers are
kept.
"""

import json
import os
import sys
import warnings

import numpy as np
import scanpy as sc
import scipy.sparse as sp
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors
from umap.umap_ import find_ab_params, fuzzy_simplicial_set, simplicial_set_embedding

warnings.filterwarnings("ignore")
path = "fixtures/umap.json"
neighbors = 14


def reached(x, seeds):
    """The median trustworthiness, with 15 neighbours, over seeds of scanpy's defaults for these rows."""
    distances, indices = NearestNeighbors(n_neighbors=neighbors).fit(x).kneighbors()
    itself = np.arange(len(x))[:, None]
    graph, _, _ = fuzzy_simplicial_set(
        sp.coo_matrix((len(x), 1)),
        neighbors + 1,
        None,
        None,
        knn_indices=np.hstack([itself, indices]),
        knn_dists=np.hstack([itself * 0.0, distances]).astype(np.float32),
    )
    a, b = find_ab_params(1.0, 0.5)
    values = []
    for seed in range(seeds):
        places, _ = simplicial_set_embedding(
            data=x.astype(np.float32),
            graph=graph.tocoo(),
            n_components=2,
            initial_alpha=1.0,
            a=a,
            b=b,
            gamma=1.0,
            negative_sample_rate=5,
            n_epochs=500,
            init="spectral",
            random_state=np.random.RandomState(seed),
            metric="euclidean",
            metric_kwds={},
            densmap=False,
            densmap_kwds={},
            output_dens=False,
        )
        values.append(trustworthiness(x, places, n_neighbors=15))
    return float(np.median(values))


def tissue(file):
    """As test/analysis/tissues.ts: 20 components of log-normalised counts."""
    adata = sc.read_h5ad(file)
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    x = adata.X.toarray() if sp.issparse(adata.X) else adata.X
    x = x.astype(np.float64) - x.mean(axis=0, dtype=np.float64)
    u, s, _ = np.linalg.svd(x, full_matrices=False)
    return u[:, :20] * s[:20]


curves = []
for distance, spread in [(0.5, 1), (0.1, 1), (0, 1), (0.3, 2), (1, 1), (0.001, 0.5), (2, 5)]:
    a, b = find_ab_params(spread, distance)
    curves.append({"minDistance": distance, "spread": spread, "a": float(a), "b": float(b)})

rows = json.load(open("fixtures/neighbors.json"))
groups = np.array(rows["values"]).reshape(rows["rows"], rows["columns"])
if len(sys.argv) > 1:
    files = ["osmfish_somatosensory.h5ad", "visium_dlpfc_151673.h5ad"]
    tissues = [{"file": file, "reached": reached(tissue(os.path.join(sys.argv[1], file)), 5)} for file in files]
else:
    tissues = json.load(open(path))["tissues"]
json.dump(
    {"curves": curves, "groups": reached(groups, 11), "tissues": tissues},
    open(path, "w"),
    separators=(",", ":"),
)
