"""Writes fixtures/analysis-spatial.json, the expected numbers of test/analysis/{spatialGenes,neighborhoods,coOccurrence}.

Python 3.11, numpy 2.4.6, scipy 1.17.1, scanpy 1.11.5, squidpy 1.8.2, anndata 0.12.19.
Run from the repository root: python scripts/reference/analysis_spatial.py
"""

import json
import warnings

import anndata as ad
import numpy as np
import pandas as pd
import scipy.sparse as sp
import squidpy as sq
from scipy.spatial import Delaunay

warnings.filterwarnings("ignore")


def example(n=150, p=12):
    rng = np.random.default_rng(4)
    xy = rng.uniform(0, 100, size=(n, 2)).astype(np.float32)
    layer = np.digitize(xy[:, 1] + rng.normal(0, 6, n), [30, 65])
    rate = rng.gamma(0.8, 1.2, size=(3, p))
    rate[:, :4] = rate[:1, :4]  # four genes without a pattern
    x = np.log1p(rng.poisson(rate[layer])).astype(np.float32)
    x[:, 5] = 0
    x[:, 6] = np.float32(0.7)
    adata = ad.AnnData(sp.csr_matrix(x))
    adata.obsm["spatial"] = xy
    adata.obs["layer"] = pd.Categorical(np.array(["a", "b", "c"])[layer])
    triangles = Delaunay(xy.astype(np.float64)).simplices
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    g = sp.coo_matrix((np.ones(len(pairs)), pairs.T), shape=(n, n)).tocsr()
    g = ((g + g.T) > 0).astype(np.float64).tocsr()
    keep = np.ones(n)
    keep[[7, 20]] = 0  # two cells without neighbours
    g = (sp.diags(keep) @ g @ sp.diags(keep)).tocsr()
    g.eliminate_zeros()
    g.sort_indices()
    adata.obsp["spatial_connectivities"] = g
    return adata


def numbers(values):
    return [None if np.isnan(v) else float(v) for v in values]


adata = example()
g = adata.obsp["spatial_connectivities"]
x = adata.X
tests = []
for mode in ["moran", "geary"]:
    for transformation in [True, False]:
        for two_tailed in [False, True]:
            table = sq.gr.spatial_autocorr(
                adata, mode=mode, transformation=transformation, two_tailed=two_tailed, copy=True, genes=list(adata.var_names)
            ).loc[adata.var_names]
            values = table["I" if mode == "moran" else "C"].to_numpy()
            p = np.where(np.isnan(values), np.nan, table["pval_norm"].to_numpy())  # squidpy leaves memory there
            tests.append(
                dict(
                    statistic=mode,
                    rowNormalized=transformation,
                    twoTailed=two_tailed,
                    values=numbers(values),
                    variance=float(table["var_norm"].iloc[0]),
                    pValues=numbers(p),
                )
            )

enrichment = sq.gr.nhood_enrichment(adata, "layer", n_perms=4000, seed=1, copy=True, show_progress_bar=False, n_jobs=1)
interval = [0.0, 5.0, 12.0, 20.0, 33.0, 50.0, 140.0]
occ, edges = sq.gr.co_occurrence(adata, "layer", interval=np.array(interval), copy=True)
occ_even, edges_even = sq.gr.co_occurrence(adata, "layer", interval=9, copy=True)

json.dump(
    dict(
        rows=x.shape[0],
        columns=x.shape[1],
        starts=x.indptr.tolist(),
        indices=x.indices.tolist(),
        values=[float(v) for v in x.data],
        graphStarts=g.indptr.tolist(),
        graphTargets=g.indices.tolist(),
        positions=[float(v) for v in adata.obsm["spatial"].ravel()],
        codes=adata.obs["layer"].cat.codes.tolist(),
        categories=adata.obs["layer"].cat.categories.tolist(),
        autocorrelation=tests,
        neighborhoods=dict(
            counts=np.asarray(enrichment.counts).ravel().tolist(), zScores=np.asarray(enrichment.zscore).ravel().tolist()
        ),
        coOccurrence=[
            dict(interval=interval, edges=[float(v) for v in edges], occurrence=occ.ravel().tolist()),
            dict(interval=9, edges=[float(v) for v in edges_even], occurrence=occ_even.ravel().tolist()),
        ],
    ),
    open("fixtures/analysis-spatial.json", "w"),
    separators=(",", ":"),
)
