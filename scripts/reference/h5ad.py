"""Small .h5ad files of every kind that the reader must open or refuse, and what anndata finds in them.

Writes fixtures/h5ad/*.h5ad, fixtures/h5ad/refused/*.h5ad.gz and fixtures/h5ad/expected.json.
Versions: anndata 0.12.19, h5py 3.16.0, numpy 2.4.6, pandas 2.3.3, scipy 1.17.1. Run from the repository root.
"""

import gzip
import json
import pathlib
import shutil
import warnings

import anndata
import h5py
import numpy as np
import pandas as pd
from scipy import sparse

warnings.simplefilter("ignore")
out = pathlib.Path("fixtures/h5ad")
shutil.rmtree(out, ignore_errors=True)
(out / "refused").mkdir(parents=True)
rng = np.random.default_rng(7)
N, P = 12, 8
STRINGS = h5py.string_dtype()


def counts(n=N, p=P):
    return rng.poisson(1.2, (n, p)).astype(np.float32)


def named(x, **kwargs):
    n, p = x.shape
    data = anndata.AnnData(X=x, **kwargs)
    data.obs_names = [f"cell-{i}" for i in range(n)]
    data.var_names = [f"gène-{u}" for u in range(p)]
    data.obsm["spatial"] = rng.normal(size=(n, 2))
    return data


def columns_file():
    """Every kind of column, raw with more genes than var, three-dimensional positions."""
    anndata.settings.allow_write_nullable_strings = True
    data = named(np.log1p(counts()))
    kinds = {
        "text": [f"t{i % 3}-β" for i in range(N)],
        "category": pd.Categorical([["b", "a", None][i % 3] for i in range(N)], categories=["b", "a", "never"]),
        "ordered": pd.Categorical([i % 2 for i in range(N)], categories=[1, 0], ordered=True),
        "flag": [i % 2 == 0 for i in range(N)],
        "maybe_flag": pd.array([True, None] * (N // 2), dtype="boolean"),
        "maybe_int": pd.array([None, 5] * (N // 2), dtype="Int64"),
        "maybe_text": pd.array(["x", None] * (N // 2), dtype="string"),
        "real": np.where(np.arange(N) % 4 == 3, np.nan, np.arange(N) / 3),
        "single": (np.arange(N) / 3).astype(np.float32),
    }
    for kind in ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]:
        kinds[kind] = np.arange(N).astype(kind)
    for name, values in kinds.items():
        data.obs[name] = values
    data.var["highly_variable"] = [u % 2 == 0 for u in range(P)]
    raw = anndata.AnnData(X=sparse.csr_matrix(counts(N, P + 3)), obs=data.obs[[]])
    raw.var_names = [f"raw-{u}" for u in range(P + 3)]
    data.raw = raw
    data.obsm["spatial"] = rng.normal(size=(N, 3))
    data.obsm["frame"] = pd.DataFrame({"x": np.arange(N) * 1.5, "label": "a", "y": np.arange(N)}, index=data.obs_names)
    data.uns["nested"] = {"a": {"b": np.arange(3)}, "text": "é"}
    data.write_h5ad(out / "columns.h5ad")


def types_file():
    """The same counts in every type and storage, as layers."""
    x = counts()
    data = named(x.copy())
    data.X = np.log1p(x)
    for kind in ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float32", "float64"]:
        data.layers[f"dense_{kind}"] = x.astype(kind)
        if kind in ["uint8", "int16", "int64", "float64"]:
            data.layers[f"csr_{kind}"] = sparse.csr_matrix(x.astype(kind))
    data.layers["csc"] = sparse.csc_matrix(x)
    data.layers["csr_bool"] = sparse.csr_matrix(x > 0)
    data.layers["dense_bool"] = x > 0
    data.write_h5ad(out / "types.h5ad", compression="gzip")
    with h5py.File(out / "types.h5ad", "a") as file:
        big = file["layers"].create_dataset("big_endian", data=x.astype(">f4"))
        big.attrs.update({"encoding-type": "array", "encoding-version": "0.2.0"})
        wide = file["layers/csc"]
        for part in ["indices", "indptr"]:
            values = wide[part][()].astype(np.int64)
            del wide[part]
            wide[part] = values


def untidy_file():
    """Columns out of order, entries stored twice, stored zeros, names that occur twice, positions in obs."""
    data = named(sparse.csr_matrix(counts()))
    data.obs_names = ["a", "b", "a", "a", "a-1"] + [f"c{i}" for i in range(N - 5)]
    data.var_names = ["g", "g"] + [f"h{u}" for u in range(P - 2)]
    data.obs["X_Centroid"] = rng.normal(size=N)
    data.obs["y_centroid"] = np.arange(N)
    del data.obsm["spatial"]
    data.write_h5ad(out / "untidy.h5ad")
    rows = [[5, 1, 5, 2], [0, 3], [], [7, 6, 5, 4, 3, 2, 1, 0]] + [[i % P] for i in range(N - 4)]
    values = [[1, 2, 3, 0], [4, 0], [], list(range(1, 9))] + [[1]] * (N - 4)
    with h5py.File(out / "untidy.h5ad", "a") as file:
        group = file["X"]
        for part in ["data", "indices", "indptr"]:
            del group[part]
        group["data"] = np.concatenate([np.asarray(v, np.float32) for v in values])
        group["indices"] = np.concatenate([np.asarray(r, np.int32) for r in rows])
        group["indptr"] = np.cumsum([0] + [len(r) for r in rows]).astype(np.int32)


def layout_files():
    """The same small file in the newest HDF5 layout, with tracked order, and behind a user block."""
    data = named(sparse.csr_matrix(counts()))
    data.obs["layer"] = pd.Categorical(["L1", "L2", "L3"] * (N // 3))
    data.uns["spatial"] = {"slide": {"scalefactors": {"spot": 1.5}}}
    data.write_h5ad(out / "plain.h5ad")
    for name, options in {
        "latest": {"libver": "latest", "track_order": True},
        "v108": {"libver": ("v108", "v108")},
        "userblock": {"userblock_size": 1024},
    }.items():
        with h5py.File(out / "plain.h5ad") as source, h5py.File(out / f"{name}.h5ad", "w", **options) as copy:
            copy.attrs.update(source.attrs)
            copy.attrs["extra"] = np.arange(3)
            copy.attrs["flag"] = True
            for key in source:
                source.copy(key, copy)
            copy["uns/alias"] = h5py.SoftLink("/obsm/spatial")
            # Many entries make a group change its form in the newest layout.
            many = copy.create_group("uns/many")
            for i in range(12):
                many[f"entry{i}"] = i


def legacy_files():
    """As anndata wrote before 0.7 (tables of records) and in 0.7 (codes that point at their categories)."""
    x = counts()
    with h5py.File(out / "records.h5ad", "w") as file:
        group = file.create_group("X")
        m = sparse.csr_matrix(x)
        for part in ["data", "indices", "indptr"]:
            group[part] = getattr(m, part)
        group.attrs["h5sparse_format"] = "csr"
        group.attrs["h5sparse_shape"] = np.array(x.shape)
        obs = np.zeros(N, [("index", "S8"), ("kind", "i1"), ("n", "<i8"), ("f", "<f4"), ("flag", "?"), ("text", "S6")])
        obs["index"] = [f"cell{i}".encode() for i in range(N)]
        obs["kind"] = np.arange(N) % 3 - 1
        obs["n"] = np.arange(N) + 2**40
        obs["f"] = np.arange(N) / 4
        obs["flag"] = np.arange(N) % 2 == 0
        obs["text"] = [f"t{i}".encode() for i in range(N)]
        file["obs"] = obs
        var = np.zeros(P, [("index", "S8"), ("u", "<u2")])
        var["index"] = [f"gene{u}".encode() for u in range(P)]
        var["u"] = np.arange(P) + 65000
        file["var"] = var
        obsm = np.zeros(N, [("X_spatial", "<f8", (2,)), ("X_pca", "<f4", (3,))])
        obsm["X_spatial"] = rng.normal(size=(N, 2))
        obsm["X_pca"] = rng.normal(size=(N, 3))
        file["obsm"] = obsm
        file["uns/kind_categories"] = np.array([b"one", b"two"])
        file["uns/params"] = np.array([3])
    with h5py.File(out / "references.h5ad", "w") as file:
        file["X"] = x
        for name, size in {"obs": N, "var": P}.items():
            group = file.create_group(name)
            group.create_dataset("index", data=[f"{name}{i}" for i in range(size)], dtype=STRINGS)
            group.attrs.update({"_index": "index", "encoding-type": "dataframe", "encoding-version": "0.1.0"})
            codes = group.create_dataset("kind", data=(np.arange(size) % 3 - 1).astype(np.int8))
            categories = group.create_dataset("__categories/kind", data=["one", "two"], dtype=STRINGS)
            categories.attrs["ordered"] = name == "obs"
            codes.attrs["categories"] = categories.ref
            group["imagerow"] = np.arange(size) * 2.0
            group["imagecol"] = np.arange(size) * 3.0
            group.attrs.create("column-order", ["kind", "imagerow", "imagecol"], dtype=STRINGS)
        file.create_group("uns")
        file.create_group("obsm")


def refused_files():
    """Files that must be refused, each for one reason."""

    def spoil(name, change, x=None):
        path = out / "refused" / f"{name}.h5ad"
        named(sparse.csr_matrix(counts()) if x is None else x).write_h5ad(path)
        with h5py.File(path, "a") as file:
            change(file)

    def put(path, values, **options):
        def change(file):
            attributes = dict(file[path].attrs)
            del file[path]
            file.create_dataset(path, data=values, **options).attrs.update(attributes)

        return change

    def set_at(path, at, value):
        def change(file):
            file[path][at] = value

        return change

    def remove(path):
        def change(file):
            del file[path]

        return change

    def huge(file):
        group = file["X"]
        for part in ["data", "indices"]:
            del group[part]
            group.create_dataset(part, shape=(2**40,), chunks=(1024,), dtype="f4" if part == "data" else "i4")

    spoil("index-out-of-range", set_at("X/indices", 3, P))
    spoil("negative-index", set_at("X/indices", 3, -1))
    spoil("falling-offsets", set_at("X/indptr", 4, 1))
    spoil("first-offset", set_at("X/indptr", 0, 1))
    spoil("last-offset", set_at("X/indptr", N, 3))
    spoil("short-offsets", put("X/indptr", np.zeros(N, np.int32)))
    spoil("short-indices", put("X/indices", np.zeros(3, np.int32)))
    spoil("huge-shape", huge)
    spoil("huge-attribute", lambda file: file["X"].attrs.__setitem__("shape", np.array([2**50, 2**50])))
    spoil("nan-count", set_at("X/data", 2, np.nan))
    spoil("infinite-count", set_at("X/data", 2, np.inf))
    spoil("nan-count-dense", set_at("X", (1, 2), np.nan), counts())
    # Read without that cell, so it lies beside the files that are refused, unpacked, as unplaced.h5ad.
    spoil("nan-position", set_at("obsm/spatial", (5, 1), np.nan))
    spoil("infinite-position", set_at("obsm/spatial", (5, 0), -np.inf))
    spoil("no-positions", remove("obsm/spatial"))
    spoil("one-column-positions", put("obsm/spatial", np.zeros((N, 1))))
    spoil("short-positions", put("obsm/spatial", np.zeros((3, 2))))
    spoil("text-positions", put("obsm/spatial", np.array([["a", "b"]] * N, dtype=object), dtype=STRINGS))
    spoil("no-obs", remove("obs"))
    spoil("no-names", remove("obs/_index"))
    spoil("no-matrix", remove("X"))
    spoil("text-matrix", put("X", np.array([["a"] * P] * N, dtype=object), dtype=STRINGS))
    spoil("zero-cells", lambda file: None, np.zeros((0, P), np.float32))
    spoil("zero-genes", lambda file: None, np.zeros((N, 0), np.float32))
    named(sparse.csr_matrix(counts())).write_h5ad(out / "refused" / "filter-lzf.h5ad", compression="lzf")
    with h5py.File(out / "refused" / "other-hdf5.h5ad", "w") as file:
        file["matrix/data"] = np.arange(3)
        file["matrix/barcodes"] = np.array([b"a"])


def pack_refused():
    """Small files are mostly zeros; packed they are a tenth."""
    for path in sorted((out / "refused").glob("*.h5ad")):
        path.with_suffix(".h5ad.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        path.unlink()


def plain(values):
    values = np.asarray(values, dtype=object).tolist()
    return [None if v is None or v is pd.NA or (isinstance(v, float) and np.isnan(v)) else v for v in values]


def table(frame):
    found = {"names": frame.index.astype(str).tolist(), "columns": {}}
    for name in frame.columns:
        series = frame[name]
        if series.dtype == "category":
            categories = [str(c) for c in series.cat.categories]
            found["columns"][name] = {"codes": series.cat.codes.tolist(), "categories": categories, "ordered": series.cat.ordered}
        else:
            found["columns"][name] = {"values": plain(series)}
    return found


def dense(x):
    return np.asarray(x.todense() if sparse.issparse(x) else x).astype(np.float64).tolist()


def expected():
    found = {}
    for path in sorted(out.glob("*.h5ad")):
        data = anndata.read_h5ad(path)
        entry = {"X": dense(data.X), "obs": table(data.obs), "var": table(data.var), "layers": {}}
        entry["layers"] = {name: dense(x) for name, x in data.layers.items()} if path.stem == "types" else {}
        entry["obsm"] = {key: np.asarray(m).tolist() for key, m in data.obsm.items() if isinstance(m, np.ndarray)}
        if data.raw is not None:
            entry["raw"] = {"X": dense(data.raw.X), "names": data.raw.var_names.tolist()}
        found[path.stem] = entry
    (out / "expected.json").write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n")


columns_file()
types_file()
untidy_file()
layout_files()
legacy_files()
refused_files()
pack_refused()
expected()
