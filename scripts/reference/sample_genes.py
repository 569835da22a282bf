"""Writes fixtures/sample-genes.json, the expected numbers of test/preprocess/sampleVariableGenes.

Python 3.11, numpy 2.4.6, scipy 1.17.1, scanpy 1.11.5, anndata 0.12.19, scikit-misc 0.5.3.
Run from the repository root: python scripts/reference/sample_genes.py
"""

import json
import warnings

import anndata as ad
import numpy as np
import scanpy as sc
import scipy.sparse as sp

warnings.filterwarnings("ignore")


def counts(seed, sizes, p):
    """Overdispersed counts whose genes have other means in each sample."""
    rng = np.random.default_rng(seed)
    mean = np.exp(rng.normal(-0.3, 1.4, p))
    spread = rng.uniform(0.5, 4, p)
    blocks = []
    for n in sizes:
        own = mean * rng.lognormal(0, 0.5, p)
        rate = own * rng.gamma(spread, 1 / spread, size=(n, p)) * rng.lognormal(0, 0.3, size=(n, 1))
        blocks.append(rng.poisson(rate))
    return sp.csr_matrix(np.vstack(blocks).astype(np.float32))


def case(name, seed, sizes, p, top):
    X = counts(seed, sizes, p)
    samples = np.repeat(np.arange(len(sizes)), sizes)
    a = ad.AnnData(X)
    a.obs["sample"] = samples.astype(str)
    a.obs["sample"] = a.obs["sample"].astype("category")
    d = sc.pp.highly_variable_genes(a, flavor="seurat_v3", n_top_genes=top, batch_key="sample", inplace=False)
    rank = d["highly_variable_rank"].to_numpy()
    return dict(
        name=name,
        counts=dict(rows=X.shape[0], columns=p, starts=X.indptr.tolist(), indices=X.indices.tolist(), values=X.data.tolist()),
        samples=samples.tolist(),
        top=top,
        normalized=[float(v) for v in d["variances_norm"]],
        median=[None if np.isnan(r) else float(r) for r in rank],
        found=d["highly_variable_nbatches"].tolist(),
        selected=np.flatnonzero(d["highly_variable"]).tolist(),
    )


cases = [
    case("two samples", 1, [60, 45], 120, 30),
    case("three samples of different size", 2, [50, 35, 70], 110, 25),
]
with open("fixtures/sample-genes.json", "w") as handle:
    json.dump(cases, handle, separators=(",", ":"))
    handle.write("\n")
