"""Writes fixtures/analysis-markers.json, the expected numbers of test/analysis/{markers,markerFilter}.

Python 3.11, numpy 2.4.6, scipy 1.17.1, scanpy 1.11.5, anndata 0.12.19, statsmodels 0.15.0.
Run from the repository root: python scripts/reference/analysis_markers.py

scanpy stores scores and fold changes as float32; the float64 numbers come from the object that computes them.
"""

import json
import warnings

import anndata as ad
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse as sp
from scanpy.tools._rank_genes_groups import _RankGenes

warnings.filterwarnings("ignore")


def example(seed, n=90, p=24, negative=False):
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 4, n)
    rate = rng.gamma(0.6, 1.5, size=(4, p))
    counts = rng.poisson(rate[group]).astype(np.float32)
    counts[:, 3] = 0  # never seen
    counts[:, 4] = 2  # the same everywhere
    counts[group == 1, 5] = 0  # absent from one group
    x = np.log1p(counts)
    if negative:
        x = np.where(x > 0, x - np.float32(0.9), 0).astype(np.float32)
    adata = ad.AnnData(sp.csr_matrix(x))
    adata.var_names = [f"gene{u}" for u in range(p)]
    names = np.array(["L1", "L2", "WM", "CA1"])[group].astype(object)
    adata.obs["domain"] = pd.Categorical(names)
    return adata


def unlabelled(adata):
    adata = adata.copy()
    codes = adata.obs["domain"].cat.codes.to_numpy().copy()
    codes[::11] = -1
    adata.obs["domain"] = pd.Categorical.from_codes(codes, adata.obs["domain"].cat.categories)
    return adata


def statistics(adata, tie_correct, reference):
    work = _RankGenes(adata, "all", "domain", reference=reference, use_raw=False, comp_pts=True)
    work.compute_statistics("wilcoxon", tie_correct=tie_correct)
    sc.tl.rank_genes_groups(adata, "domain", method="wilcoxon", reference=reference, tie_correct=tie_correct, pts=True)
    table = adata.uns["rank_genes_groups"]
    sc.tl.filter_rank_genes_groups(adata, min_fold_change=0.3, min_in_group_fraction=0.3, max_out_group_fraction=0.6)
    kept = adata.uns["rank_genes_groups_filtered"]["names"]
    groups = []
    for name in table["names"].dtype.names:
        stats = work.stats[name]
        rest = table["pts"][reference] if reference != "rest" else table["pts_rest"][name]
        groups.append(
            dict(
                group=name,
                scores=stats["scores"].tolist(),
                pValues=stats["pvals"].tolist(),
                adjustedPValues=stats["pvals_adj"].tolist(),
                logFoldChanges=[None if np.isnan(v) else v for v in stats["logfoldchanges"]],
                fractionsIn=table["pts"][name].tolist(),
                fractionsOut=rest.tolist(),
                names=table["names"][name].tolist(),
                kept=[g for g in kept[name] if isinstance(g, str)],
            )
        )
    return groups


cases = []
for name, adata in [
    ("counts", example(1)),
    ("negative values", example(2, n=70, p=12, negative=True)),
    ("unlabelled cells", unlabelled(example(3, n=80, p=14))),
]:
    x = adata.X.tocsr()
    case = dict(
        name=name,
        rows=x.shape[0],
        columns=x.shape[1],
        starts=x.indptr.tolist(),
        indices=x.indices.tolist(),
        values=[float(v) for v in x.data],
        codes=adata.obs["domain"].cat.codes.tolist(),
        categories=adata.obs["domain"].cat.categories.tolist(),
        tests=[],
    )
    for reference in ["rest", "L2"]:
        for tie_correct in [False, True]:
            groups = statistics(adata, tie_correct, reference)
            case["tests"].append(dict(reference=reference, tieCorrection=tie_correct, groups=groups))
    cases.append(case)

json.dump(cases, open("fixtures/analysis-markers.json", "w"), separators=(",", ":"))
