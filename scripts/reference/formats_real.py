"""What anndata, spatialdata, squidpy and pandas find in the public files of ../shared/data/formats.

Writes fixtures/formats-real.json: shape, first names, sums of counts and positions, not the data themselves.
Versions: anndata 0.12.19, h5py 3.16.0, pandas 2.3.3, spatialdata 0.7.3, zarr 3.1.6. Run from the repository root.
"""

import hashlib
import json
import pathlib
import warnings

import anndata
import h5py
import numpy as np
import pandas as pd
import spatialdata
import zarr
from scipy import sparse

warnings.simplefilter("ignore")
data = pathlib.Path("../shared/data/formats")
found = {}


def digest(names):
    return hashlib.sha256("\n".join(map(str, names)).encode()).hexdigest()[:16]


def add(name, cells, genes, counts, xy, options=None):
    counts = sparse.csr_matrix(counts)
    xy = np.asarray(xy, float)
    found[name] = {
        "options": options or {},
        "shape": list(counts.shape),
        "cells": digest(cells),
        "genes": digest(genes),
        "firstCells": [str(c) for c in list(cells)[:3]],
        "stored": int((counts.data != 0).sum()),
        "sum": float(counts.data.astype(np.float32).sum(dtype=np.float64)),
        "columnWeighted": float((counts.astype(np.float64) @ np.arange(1, counts.shape[1] + 1)).sum()),
        "positions": [float(xy[:, 0].sum()), float(xy[:, 1].sum()), float(xy[-1, 0]), float(xy[-1, 1])],
    }


def add_anndata(name, adata, key, where):
    counts = {"X": lambda: adata.X, "raw/X": lambda: adata.raw.X}.get(where, lambda: adata.layers[where.split("/")[1]])()
    genes = adata.raw.var_names if where == "raw/X" else adata.var_names
    add(name, adata.obs_names, genes, counts, np.asarray(adata.obsm[key])[:, :2], {"countsFrom": where, "positions": f"obsm/{key}"})


for name in ["csr.adata", "dense", "csc"]:
    add_anndata(f"zarr/anndata-0.12/anndata-{name}.zarr", anndata.read_zarr(data / f"zarr/anndata-0.12/anndata-{name}.zarr"), "X_umap", "X")
for name in ["csr", "dense", "csc"]:
    add_anndata(f"zarr/anndata-0.7/anndata-{name}.zarr", anndata.read_zarr(data / f"zarr/anndata-0.7/anndata-{name}.zarr"), "X_umap", "layers/int64")
with zarr.storage.ZipStore(data / "zarr/10x_pbmc68k_reduced.zarr.zip", mode="r") as store:
    # Its uns holds records that this version of zarr cannot read, so that it is read in parts.
    group = zarr.open_group(store, mode="r", use_consolidated=False)
    obs, var, counts, umap = (anndata.io.read_elem(group[part]) for part in ["obs", "var", "layers/counts", "obsm/X_umap"])
    where = {"countsFrom": "layers/counts", "positions": "obsm/X_umap"}
    add("zarr/10x_pbmc68k_reduced.zarr.zip", obs.index, var.index, counts, umap, where)
for version in ["v0.7.0", "v0.7.8"]:
    with zarr.storage.ZipStore(data / f"anndata_archives/{version}/adata.zarr.zip", mode="r") as store:
        adata = anndata.read_zarr(store)
        for where in ["X", "raw/X"]:
            key = f"anndata_archives/{version}/adata.zarr.zip" + ("" if where == "X" else "#raw")
            add_anndata(key, adata, "array", where)
        found[f"anndata_archives/{version}/adata.zarr.zip"]["obs"] = list(adata.obs.columns)

sdata = spatialdata.read_zarr(data / "zarr/spatialdata-0.7/blobs.sdata.zarr")
table = sdata.tables["table"]
places = spatialdata.get_centroids(sdata["blobs_labels"], coordinate_system="global").compute()
kept = [i for i, label in enumerate(table.obs["instance_id"]) if label in places.index]
add("zarr/spatialdata-0.7/blobs.sdata.zarr", table.obs_names[kept], table.var_names, table.X[kept], places.loc[table.obs["instance_id"].iloc[kept], ["x", "y"]])

with h5py.File(data / "osmFISH_SScortex_mouse_all_cells.loom") as file:
    text = lambda path: [value.decode() for value in file[path][:]]
    add(
        "osmFISH_SScortex_mouse_all_cells.loom",
        text("col_attrs/CellID"),
        text("row_attrs/Gene"),
        file["matrix"][:].T,
        np.stack([file["col_attrs/X"][:], file["col_attrs/Y"][:]], 1),
    )

small = data / "vendor_small"
counts = pd.read_csv(small / "CosMx_small/lung_p9s1_exprMat_file.csv")
places = pd.read_csv(small / "CosMx_small/lung_p9s1_metadata_file.csv")
joined = counts.merge(places, on=["fov", "cell_ID"])
add("vendor_small/CosMx_small", joined.cell_ID.astype(str) + "_" + joined.fov.astype(str), counts.columns[2:], joined[counts.columns[2:]].to_numpy(), joined[["CenterX_global_px", "CenterY_global_px"]])
counts = pd.read_csv(small / "MERSCOPE_small/ovarian_p2s2_cell_by_gene.csv", index_col=0)
places = pd.read_csv(small / "MERSCOPE_small/ovarian_p2s2_cell_metadata.csv", index_col=0)
add("vendor_small/MERSCOPE_small", counts.index, counts.columns, counts.to_numpy(), places.loc[counts.index, ["center_x", "center_y"]])
counts = pd.read_csv(small / "STARmapPLUS_small/mockraw_expression_pd.csv", index_col=0).T
places = pd.read_csv(small / "STARmapPLUS_small/mock_spatial.csv", index_col=0, skiprows=[1])
add("vendor_small/STARmapPLUS_small", counts.index, counts.columns, counts.to_numpy(), places.loc[counts.index, ["X", "Y"]])

for sample in ["sample1", "sample2"]:
    table = pd.read_csv(data / f"transcripts/xenium_V1_FF_Mouse_Brain/{sample}/transcripts.csv", index_col=0)
    genes = table[(table.qv >= 20) & ~table.feature_name.str.match(r"NegControl|BLANK_|antisense_|Unassigned|Deprecated")]
    order = genes.feature_name.drop_duplicates()
    cells = genes[genes.cell_id != -1]
    wide = pd.crosstab(cells.cell_id, cells.feature_name).loc[cells.cell_id.drop_duplicates(), cells.feature_name.drop_duplicates()]
    add(f"transcripts/xenium_V1_FF_Mouse_Brain/{sample}", wide.index, wide.columns, wide.to_numpy(), cells.groupby("cell_id")[["x_location", "y_location"]].mean().loc[wide.index])
    bins = [f"{int(x // 5)}_{int(y // 5)}" for x, y in zip(genes.x_location, genes.y_location)]
    bins = pd.Series(bins, index=genes.index)
    wide = pd.crosstab(bins, genes.feature_name).loc[bins.drop_duplicates(), order]
    add(f"transcripts/xenium_V1_FF_Mouse_Brain/{sample}#bins", wide.index, wide.columns, wide.to_numpy(), [[(int(p) + 0.5) * 5 for p in cell.split("_")] for cell in wide.index], {"bin": 5})

pathlib.Path("fixtures/formats-real.json").write_text(json.dumps(found, indent=1))
