"""What scanpy, squidpy and pandas read from real 10x, Visium, Visium HD and Xenium files.

Writes fixtures/read_formats.json. The files lie in ../shared/data and are not part of the repository; without them the
tests that use this fixture are skipped. Versions: scanpy 1.11.5, squidpy 1.8.2, anndata 0.12.19, pandas 2.3.3. Run from
the repository root.
"""

import gzip
import hashlib
import json
import pathlib
import shutil
import tempfile
import warnings

import anndata as ad
import h5py
import numpy as np
import pandas as pd
import scanpy as sc
import squidpy as sq
from scipy import sparse

warnings.simplefilter("ignore")
DATA = pathlib.Path("../shared/data")
FORMATS = DATA / "formats"
TENX = FORMATS / "tenx"


def digest(values):
    return hashlib.sha256("\n".join(str(value) for value in values).encode()).hexdigest()


def whole(values):
    return [int(value) for value in np.asarray(values).ravel()]


def summary(data):
    data.var_names_make_unique()
    x = data.X.tocsr()
    found = {
        "cells": data.n_obs,
        "genes": data.n_vars,
        "first_cell": data.obs_names[0],
        "last_cell": data.obs_names[-1],
        "cell_names": digest(data.obs_names),
        "first_gene": data.var_names[0],
        "last_gene": data.var_names[-1],
        "gene_names": digest(data.var_names),
        "total": int(x.sum()),
        "row_sums": digest(whole(x.sum(1))),
        "column_sums": digest(whole(x.sum(0))),
        # Tells columns from each other where their sums are equal.
        "weighted": int((x @ np.arange(1, data.n_vars + 1)).sum()),
        "var": {name: digest(data.var[name]) for name in ["gene_ids", "feature_types", "genome"] if name in data.var},
    }
    if "spatial" in data.obsm:
        xy = np.asarray(data.obsm["spatial"], float)
        found["positions"] = {"first": xy[0].tolist(), "last": xy[-1].tolist(), "sums": xy.sum(0).tolist()}
        found["obs"] = {
            name: digest(whole(data.obs[name])) for name in ["in_tissue", "array_row", "array_col"] if name in data.obs
        }
    for library, content in data.uns.get("spatial", {}).items():
        found["tissue"] = {
            "library": library,
            "scalefactors": {key: float(value) for key, value in content["scalefactors"].items()},
            "images": {
                key: {"shape": list(image.shape), "sum": int(image.astype(np.int64).sum())}
                for key, image in content.get("images", {}).items()
            },
        }
    return found


def placed(data, on_tissue=True):
    """Squidpy keeps spots without a position and off the tissue; they are no cells."""
    known = np.isfinite(np.asarray(data.obsm["spatial"], float)).all(1)
    if on_tissue and "in_tissue" in data.obs:
        known &= data.obs["in_tissue"].to_numpy() == 1
    return data[known].copy()


def visium(path, counts_file="filtered_feature_bc_matrix.h5", **kwargs):
    return placed(sq.read.visium(path, counts_file=counts_file, **kwargs))


def gzipped_mtx(path):
    """Scanpy wants the files of Cell Ranger 3 and later compressed."""
    with tempfile.TemporaryDirectory() as folder:
        for file in path.iterdir():
            with open(file, "rb") as plain, gzip.open(f"{folder}/{file.name}.gz", "wb") as packed:
                shutil.copyfileobj(plain, packed)
        return sc.read_10x_mtx(folder)


def section(path):
    data = gzipped_mtx(path / "raw_feature_bc_matrix")
    columns = ["in_tissue", "array_row", "array_col", "pxl_row", "pxl_col"]
    positions = pd.read_csv(path / "spatial/tissue_positions_list.csv", header=None, index_col=0, names=columns)
    data.obs = data.obs.join(positions)
    data.obsm["spatial"] = data.obs[["pxl_col", "pxl_row"]].to_numpy()
    return placed(data)


def high_definition(path):
    """Squidpy 1.8 knows no parquet positions: the table is written as the text that it knows."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(path, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
        pathlib.Path(folder, "spatial").chmod(0o755)
        positions = pd.read_parquet(path / "spatial/tissue_positions.parquet")
        positions.to_csv(f"{folder}/spatial/tissue_positions.csv", index=False)
        return visium(folder, library_id=path.name)


def xenium_of_floats(path):
    """Scanpy cannot open a matrix whose indices are stored as floating point: its parts are put together here."""
    with h5py.File(path / "cell_feature_matrix.h5") as file:
        matrix = file["matrix"]
        features, cells = matrix["shape"][:].astype(int)
        parts = (matrix["data"][:], matrix["indices"][:].astype(int), matrix["indptr"][:].astype(int))
        names = matrix["features/name"][:].astype(str)
        var = {"gene_ids": matrix["features/id"][:].astype(str), "genome": matrix["features/genome"][:].astype(str)}
        var["feature_types"] = matrix["features/feature_type"][:].astype(str)
        barcodes = matrix["barcodes"][:].astype(str)
        x = sparse.csr_matrix(parts, shape=(cells, features))
    return with_centroids(ad.AnnData(x, pd.DataFrame(index=barcodes), pd.DataFrame(var, index=names)), path)


def xenium(path):
    return with_centroids(sc.read_10x_h5(path / "cell_feature_matrix.h5"), path)


def with_centroids(data, path):
    cells = pd.read_csv(path / "cells.csv.gz", dtype={"cell_id": str}).set_index("cell_id")
    data.obsm["spatial"] = cells.loc[data.obs_names, ["x_centroid", "y_centroid"]].to_numpy()
    return data




ten = TENX / "10x_data"
inputs = {
    "tenx/10x_data/1.2.0/filtered_gene_bc_matrices_h5.h5": sc.read_10x_h5,
    "tenx/10x_data/1.2.0/filtered_gene_bc_matrices/hg19_chr21": sc.read_10x_mtx,
    "tenx/10x_data/3.0.0/filtered_feature_bc_matrix.h5": sc.read_10x_h5,
    "tenx/10x_data/3.0.0/filtered_feature_bc_matrix": sc.read_10x_mtx,
    "tenx/10x_data/int-ids": gzipped_mtx,
    "tenx/visium_data/2.1.0/raw_probe_bc_matrix.h5": sc.read_10x_h5,
    "tenx/visium_data/1.0.0": visium,
    "visium": lambda path: visium(path, library_id="visium"),
    "visium_hd/binned_outputs/square_008um": high_definition,
    "visium_hd/binned_outputs/square_016um": high_definition,
    "visium_two_sections/section1": lambda path: section(path / "outs"),
    "visium_two_sections/section2/outs": section,
    "vendor_small/Xenium_small": xenium_of_floats,
}
found = {path: summary(read(FORMATS / path)) for path, read in inputs.items()}
for genome in ["hg19_chr21", "another_genome"]:
    data = sc.read_10x_h5(ten / "1.2.0/multiple_genomes.h5", genome=genome)
    found[f"tenx/10x_data/1.2.0/multiple_genomes.h5 --genome {genome}"] = summary(data)
found["../scale/xenium_mouse_brain_36602"] = summary(xenium(DATA / "scale/xenium_mouse_brain_36602"))
pathlib.Path("fixtures/read_formats.json").write_text(json.dumps(found, indent=1) + "\n")
