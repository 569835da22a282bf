"""Writes fixtures/paga.json, the expected numbers of test/analysis/paga.

Python 3.11, numpy 2.4.6, pandas 2.3.3, scipy 1.17.1, scikit-learn 1.9.1, scanpy 1.11.5, anndata 0.12.19, igraph 1.0.0.
Run from the repository root: python scripts/reference/paga.py
"""

import json
import warnings

import anndata as ad
import numpy as np
import pandas as pd
import scanpy as sc

warnings.filterwarnings("ignore")


def case(name, x, codes, groups, k):
    adata = ad.AnnData(x.astype(np.float32))
    sc.pp.neighbors(adata, n_neighbors=k + 1, use_rep="X")
    distances = adata.obsp["distances"].tocsr()
    assert (np.diff(distances.indptr) == k).all()
    adata.obs["group"] = pd.Categorical.from_codes(codes, [f"g{i}" for i in range(groups)])
    sc.tl.paga(adata, groups="group", model="v1.2")
    found = adata.uns["paga"]
    return {
        "name": name,
        "k": k,
        "indices": distances.indices.tolist(),
        "distances": [round(float(d), 6) for d in distances.data],
        "codes": np.asarray(codes).tolist(),
        "groups": groups,
        "connectivities": found["connectivities"].toarray().ravel().tolist(),
        "tree": found["connectivities_tree"].toarray().ravel().tolist(),
    }


rng = np.random.default_rng(5)
# A line of overlapping groups, and one group far from all.
line = np.repeat(np.arange(8), [40, 25, 30, 10, 45, 20, 5, 25])
steps = rng.normal(size=(200, 6)) * 0.6
steps[:, 0] += line * 1.2
steps[line == 7, 1] += 60
cases = [case("a line of groups and one apart", steps, line, 8, 9)]
# Groups without structure: connectivities reach 1 and are cut off there.
cloud = rng.normal(size=(150, 3))
cases.append(case("groups drawn at random", cloud, rng.integers(0, 5, 150), 5, 6))
# Groups that touch a little: all connectivities differ.
centres = rng.normal(size=(7, 4)) * 1.6
blobs = rng.integers(0, 7, 220)
cases.append(case("groups that touch", centres[blobs] + rng.normal(size=(220, 4)), blobs, 7, 8))
cases.append(case("a group of one cell", cloud, np.where(np.arange(150) == 3, 2, np.arange(150) % 2), 3, 5))
json.dump({"cases": cases}, open("fixtures/paga.json", "w"), separators=(",", ":"))
