"""Judge of exported results: anndata, spatialdata, pandas, geopandas and shapely open them and find what was written.

Reads a JSON list of jobs {result, folder} from standard input, writes the complaints as JSON.
Versions: scripts/interop/requirements.txt.
"""

import json
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import anndata
import geopandas
import numpy as np
import pandas as pd
import shapely
import spatialdata
from scipy import sparse


def dense(matrix):
    return matrix.toarray() if sparse.issparse(matrix) else np.asarray(matrix)


def differences(found, wanted, where):
    complaints = []
    if list(found.obs_names) != list(wanted.obs_names) or list(found.var_names) != list(wanted.var_names):
        complaints.append(f"{where}: names")
    if not np.array_equal(dense(found.X), dense(wanted.X)):
        complaints.append(f"{where}: X")
    for name in wanted.obs.columns:
        if not found.obs[name].equals(wanted.obs[name]):
            complaints.append(f"{where}: obs/{name}")
    for key in wanted.obsm.keys():
        if not np.array_equal(dense(found.obsm[key]), dense(wanted.obsm[key]), equal_nan=True):
            complaints.append(f"{where}: obsm/{key}")
    for key in wanted.obsp.keys():
        if (found.obsp[key] != wanted.obsp[key]).nnz:
            complaints.append(f"{where}: obsp/{key}")
    if set(wanted.uns) - set(found.uns):
        complaints.append(f"{where}: uns lacks {set(wanted.uns) - set(found.uns)}")
    if "rank_genes_groups" in wanted.uns:
        for field in ["names", "scores", "pvals"]:
            a, b = (data.uns["rank_genes_groups"][field] for data in (found, wanted))
            if a.dtype.names != b.dtype.names or any(list(a[g]) != list(b[g]) for g in b.dtype.names):
                complaints.append(f"{where}: rank_genes_groups/{field}")
    return complaints


def judge(job):
    folder = Path(job["folder"])
    wanted = anndata.read_h5ad(job["result"])
    complaints = differences(anndata.read_zarr(folder / "result.zarr"), wanted, "zarr")
    store = spatialdata.read_zarr(folder / "result.spatialdata.zarr")
    table = store.tables["table"]
    complaints += differences(table, wanted, "spatialdata table")
    _, joined = spatialdata.join_spatialelement_table(sdata=store, spatial_element_names="cells", table_name="table")
    if joined.shape != wanted.shape:
        complaints.append(f"spatialdata: {joined.shape} rows join their circles")
    points = store.shapes["cells"].geometry.values
    if not np.allclose(np.c_[shapely.get_x(points), shapely.get_y(points)], wanted.obsm["spatial"]):
        complaints.append("spatialdata: circles are not at the positions")
    labels = wanted.obs["cellscape_domain"].astype(object)
    outlines = geopandas.read_file(folder / "domains.geojson")
    for name, shape in [*store.shapes["domains"].geometry.items(), *zip(outlines["group"], outlines.geometry)]:
        inside = shapely.contains(shape, points)
        if not shape.is_valid or (inside != (labels == str(name))).any():
            complaints.append(f"outline of domain {name}: valid {shape.is_valid}, {inside.sum()} cells inside")
    for table in [
        pd.read_csv(folder / "cells.csv", index_col="cell", dtype={"cellscape_domain": object}),
        pd.read_parquet(folder / "cells.parquet").set_index("cell"),
    ]:
        if list(table.index) != list(wanted.obs_names):
            complaints.append("table: names")
        if not (table["cellscape_domain"].fillna("") == labels.fillna("")).all():
            complaints.append("table: domains")
        embedding = wanted.obsm["X_cellscape_spatial"][:, 1]
        if not np.allclose(table["X_cellscape_spatial_1"], embedding, rtol=1e-5, equal_nan=True):
            complaints.append("table: embedding")
    return complaints


complaints = [f"{job['folder']}: {text}" for job in json.load(sys.stdin) for text in judge(job)]
print(json.dumps(complaints))
