"""Writer of MuData files: mudata itself writes .h5mu and zarr into the folder that is given.

usage: mudata_files.py FOLDER

The rna measurement has 50 of 60 cells in reverse order, protein has all of them. Positions are those of the whole (`shared`), of rna
(`own`) or of protein (`other`). Prints what is expected of rna as JSON: names, sums of the counts of each cell, positions, clusters.
Versions: scripts/interop/requirements.txt.
"""

import json
import pathlib
import sys
import warnings

import anndata
import mudata
import numpy as np
import pandas as pd
from scipy import sparse

warnings.simplefilter("ignore")
out = pathlib.Path(sys.argv[1])
rng = np.random.default_rng(3)
cells = np.array([f"c{i}" for i in range(60)])
xy = rng.uniform(0, 100, (60, 2))
order = np.arange(60)[::-1][:50]
counts = sparse.csr_matrix(rng.poisson(1.5, (50, 30)).astype(np.float32))
clusters = [str(i % 3) for i in order]


def measurements():
    rna = anndata.AnnData(
        counts.copy(),
        obs=pd.DataFrame({"leiden": pd.Categorical(clusters)}, index=cells[order]),
        var=pd.DataFrame(index=[f"G{u}" for u in range(30)]),
    )
    protein = anndata.AnnData(
        rng.normal(size=(60, 4)).astype(np.float32),
        obs=pd.DataFrame(index=cells),
        var=pd.DataFrame(index=[f"P{u}" for u in range(4)]),
    )
    return rna, protein


for place in ["shared", "own", "other"]:
    rna, protein = measurements()
    if place == "own":
        rna.obsm["spatial"] = xy[order]
    if place == "other":
        protein.obsm["spatial"] = xy
    whole = mudata.MuData({"protein": protein, "rna": rna})
    whole.obs["donor"] = [f"d{int(name[1:]) % 2}" for name in whole.obs_names]
    if place == "shared":
        whole.obsm["spatial"] = np.array([xy[int(name[1:])] for name in whole.obs_names])
    whole.write(out / f"{place}.h5mu")
    whole.write_zarr(out / f"{place}.zarr")

print(
    json.dumps(
        {
            "cells": cells[order].tolist(),
            "sums": counts.sum(axis=1).ravel().tolist()[0],
            "positions": xy[order].tolist(),
            "leiden": clusters,
            "donor": [f"d{i % 2}" for i in order],
        }
    )
)
