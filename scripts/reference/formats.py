"""Small files of every format beside .h5ad, and what the tools of the field find in them.

Writes fixtures/formats/*, fixtures/formats/expected.json and fixtures/wkb.json.
Versions: anndata 0.12.19, geopandas 1.2.0, h5py 3.16.0, numcodecs 0.16.6, numpy 2.4.6, pandas 2.3.3, pyarrow 26.0.1,
scipy 1.17.1, shapely 2.2.0, spatialdata 0.7.3, zarr 3.1.6. Run from the repository root.

The Stereo-seq files follow the public description of the format only: no file of the instrument is at hand.
"""

import gzip
import json
import pathlib
import shutil
import warnings
import zipfile

import anndata
import geopandas
import h5py
import numcodecs
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
import spatialdata
import zarr
from scipy import sparse
from shapely import MultiPolygon, Point, Polygon
from spatialdata._io.format import SpatialDataContainerFormatV01
from spatialdata.models import Labels2DModel, ShapesModel, TableModel
from spatialdata.transformations import Affine, Scale, Sequence, Translation

warnings.simplefilter("ignore")
out = pathlib.Path("fixtures/formats")
shutil.rmtree(out, ignore_errors=True)
out.mkdir(parents=True)
rng = np.random.default_rng(11)
expected = {}
N, P = 12, 7
X = rng.poisson(0.9, (N, P)).astype(np.float32)
XY = np.round(rng.uniform(0, 100, (N, 2)), 3)
CELLS = [f"zelle-{i}-ß" for i in range(N)]
GENES = [f"Gen{u}" for u in range(P)]


def expect(name, cells, genes, counts, xy, **more):
    counts = counts.toarray() if sparse.issparse(counts) else np.asarray(counts)
    expected[name] = {
        "cells": [str(c) for c in cells],
        "genes": [str(g) for g in genes],
        "counts": counts.astype(float).tolist(),
        "positions": np.asarray(xy, float).tolist(),
        **more,
    }


def zipped(name, folder, method):
    """A folder as an archive, as `zip -r` makes it; removes the folder."""
    with zipfile.ZipFile(out / name, "w", method) as archive:
        for path in sorted(folder.rglob("*")):
            info = zipfile.ZipInfo(str(path.relative_to(folder.parent if "nested" in name else folder)), (2026, 1, 1, 0, 0, 0))
            info.compress_type = method
            if path.is_file():
                archive.writestr(info, path.read_bytes())
    shutil.rmtree(folder)


# AnnData in zarr ------------------------------------------------------------------------------------------------------
def table():
    obs = pd.DataFrame(
        {
            "text": [f"t{i % 3}-β" for i in range(N)],
            "category": pd.Categorical([["b", "a", None][i % 3] for i in range(N)], categories=["b", "a", "never"]),
            "flag": [i % 2 == 0 for i in range(N)],
            "maybe_flag": pd.array([True, None] * (N // 2), dtype="boolean"),
            "maybe_int": pd.array([None, 5] * (N // 2), dtype="Int64"),
            "real": np.where(np.arange(N) % 4 == 3, np.nan, np.arange(N) / 3),
            "int64": np.arange(N) * 2**40,
            "Cell #/1".replace("/", "?"): np.arange(N, dtype=np.uint16),
        },
        index=CELLS,
    )
    data = anndata.AnnData(X=sparse.csr_matrix(X), obs=obs, var=pd.DataFrame(index=GENES))
    data.obsm["spatial"] = XY
    data.layers["csc"] = sparse.csc_matrix(X)
    data.layers["dense"] = X.astype(np.int64)
    return data


def columns(obs):
    found = {}
    for name in obs.columns:
        column = obs[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            found[name] = {"codes": column.cat.codes.tolist(), "categories": [str(c) for c in column.cat.categories]}
        else:
            found[name] = {"values": [None if pd.isna(v) else v for v in column.tolist()]}
    return found


for version in (2, 3):
    folder = out / "tmp.zarr"
    with anndata.settings.override(zarr_write_format=version):
        table().write_zarr(folder)
    back = anndata.read_zarr(folder)
    name = f"anndata-v{version}.zarr.zip"
    expect(name, back.obs_names, back.var_names, back.X, back.obsm["spatial"], obs=columns(back.obs))
    zipped(name, folder, zipfile.ZIP_DEFLATED if version == 3 else zipfile.ZIP_STORED)

# The same in every compressor, with chunks that do not fit, big-endian numbers, rows and columns first, shards.
ways = {
    "v2-zlib": (2, dict(compressors=numcodecs.Zlib(5))),
    "v2-gzip": (2, dict(compressors=numcodecs.GZip(5))),
    "v2-lz4": (2, dict(compressors=numcodecs.LZ4())),
    "v2-zstd": (2, dict(compressors=numcodecs.Zstd(3))),
    "v2-blosc-lz4-bit": (2, dict(compressors=numcodecs.Blosc("lz4", 5, numcodecs.Blosc.BITSHUFFLE))),
    "v2-blosc-zstd": (2, dict(compressors=numcodecs.Blosc("zstd", 3, numcodecs.Blosc.SHUFFLE))),
    "v2-blosc-zlib": (2, dict(compressors=numcodecs.Blosc("zlib", 3, numcodecs.Blosc.NOSHUFFLE))),
    "v2-blosc-blosclz": (2, dict(compressors=numcodecs.Blosc("blosclz", 3))),
    "v2-plain-fortran": (2, dict(compressors=None, order="F")),
    "v2-big-endian": (2, dict(compressors=None, dtype=">i4")),
    "v2-half": (2, dict(dtype="<f2")),
    "v3-half": (3, dict(dtype="f2")),
    "v3-gzip": (3, dict(compressors=zarr.codecs.GzipCodec())),
    "v3-zstd": (3, dict(compressors=zarr.codecs.ZstdCodec(checksum=True))),
    "v3-blosc": (3, dict(compressors=zarr.codecs.BloscCodec(cname="lz4", shuffle="bitshuffle"))),
    "v3-crc": (3, dict(compressors=[zarr.codecs.GzipCodec(), zarr.codecs.Crc32cCodec()])),
    "v3-sharded": (3, dict(chunks=(3, 2), shards=(6, 4))),
    "v3-transposed": (3, dict(filters=[zarr.codecs.TransposeCodec(order=(1, 0))])),
    "v3-big-endian": (3, dict(serializer=zarr.codecs.BytesCodec(endian="big"), dtype="f8")),
}
for way, (version, options) in ways.items():
    folder = out / "tmp.zarr"
    with anndata.settings.override(zarr_write_format=version):
        small = anndata.AnnData(obs=pd.DataFrame(index=CELLS), var=pd.DataFrame(index=GENES))
        small.obsm["spatial"] = XY
        small.write_zarr(folder)
    group = zarr.open_group(folder, mode="r+", zarr_format=version, use_consolidated=False)
    dtype = options.pop("dtype", "f4")
    array = group.create_array("X", shape=X.shape, **{"chunks": (5, 4), **options}, dtype=dtype, overwrite=True)
    array[:] = X
    array.attrs.update({"encoding-type": "array", "encoding-version": "0.2.0"})
    zarr.consolidate_metadata(folder, zarr_format=version)
    back = anndata.read_zarr(folder)
    name = f"{way}.zarr.zip"
    expect(name, back.obs_names, back.var_names, back.X, back.obsm["spatial"])
    zipped(name, folder, zipfile.ZIP_STORED)

# In a folder inside the archive, as a file manager packs it.
folder = out / "tissue.zarr"
table().write_zarr(folder)
expect("nested.zip", CELLS, GENES, X, XY)
zipped("nested.zip", folder, zipfile.ZIP_DEFLATED)

# A sparse matrix in shards.
folder = out / "tmp.zarr"
with anndata.settings.override(zarr_write_format=3):
    data = table()
    del data.layers["csc"], data.layers["dense"]
    data.write_zarr(folder)
group = zarr.open_group(folder, mode="r+", use_consolidated=False)
for part in ("data", "indices"):
    values = group[f"X/{part}"][:]
    array = group["X"].create_array(part, shape=values.shape, chunks=(8,), shards=(16,), dtype=values.dtype, overwrite=True)
    array[:] = values
zarr.consolidate_metadata(folder)
back = anndata.read_zarr(folder)
expect("sparse-sharded.zarr.zip", back.obs_names, back.var_names, back.X, back.obsm["spatial"])
zipped("sparse-sharded.zarr.zip", folder, zipfile.ZIP_STORED)

# SpatialData ----------------------------------------------------------------------------------------------------------
circles = ShapesModel.parse(
    XY[:5], geometry=0, radius=1, index=[10, 11, 12, 13, 14], transformations={"global": Scale([2.0, 3.0], axes=("x", "y"))}
)
polygons = ShapesModel.parse(
    geopandas.GeoDataFrame(
        geometry=[
            Polygon([(0, 0), (2, 0), (2, 2), (0, 2)], [[(0.2, 0.2), (0.2, 1), (1, 1), (1, 0.2)]]),
            Polygon([(3, 3), (5, 3), (4, 6)]),
            MultiPolygon([Polygon([(10, 10), (12, 10), (12, 13)]), Polygon([(20, 20), (21, 20), (21, 21), (20, 21)])]),
        ],
        index=["a", "b", "c"],
    ),
    transformations={
        "other": Scale([9.0], axes=("x",)),
        "global": Sequence(
            [
                Affine([[1, 2, 3], [4, 5, 6], [0, 0, 1]], input_axes=("x", "y"), output_axes=("x", "y")),
                Translation([0.5, -1.0], axes=("x", "y")),
            ]
        ),
    },
)
image = np.zeros((30, 40), np.int32)
image[2:9, 5:8] = 1
image[20:25, 30:38] = 2
image[12, 12] = 7
image[13, 13:16] = 7
labels = Labels2DModel.parse(image, dims=("y", "x"), chunks=(16, 16), transformations={"global": Translation([100.0, 7.0], axes=("x", "y"))})


def annotation(regions, instances, dtype):
    obs = pd.DataFrame({"region": pd.Categorical(regions), "instance_id": np.array(instances, dtype)}, index=CELLS[: len(regions)])
    data = anndata.AnnData(X[: len(regions)], obs=obs, var=pd.DataFrame(index=GENES))
    return TableModel.parse(data, region=sorted(set(regions)), region_key="region", instance_key="instance_id")


tables = {
    "circled": annotation(["circles"] * 5, [14, 13, 12, 11, 10], int),
    "outlined": annotation(["polygons"] * 3, ["b", "c", "a"], object),
    "labelled": annotation(["labels"] * 4, [7, 2, 1, 5], int),
    "mixed": annotation(["circles", "labels", "circles"], [10, 2, 11], int),
}
folder = out / "tmp.zarr"
sdata = spatialdata.SpatialData(shapes={"circles": circles, "polygons": polygons}, labels={"labels": labels}, tables=tables)
sdata.write(folder)
older = out / "older.zarr"
sdata.write(older, sdata_formats=SpatialDataContainerFormatV01())
assert (older / ".zgroup").exists()
zipped("spatialdata-v01.zip", older, zipfile.ZIP_STORED)
back = spatialdata.read_zarr(folder)
for name, found in back.tables.items():
    places = {
        region: spatialdata.get_centroids(back[region], coordinate_system="global").compute()
        for region in found.obs["region"].cat.categories
    }
    kept = [i for i, (r, j) in enumerate(zip(found.obs["region"], found.obs["instance_id"])) if j in places[r].index]
    xy = [places[found.obs["region"].iloc[i]].loc[found.obs["instance_id"].iloc[i], ["x", "y"]].to_numpy() for i in kept]
    expect(f"spatialdata.zip#{name}", found.obs_names[kept], found.var_names, found.X[kept], np.array(xy), lost=len(found) - len(kept))
    expected[f"spatialdata-v01.zip#{name}"] = expected[f"spatialdata.zip#{name}"]
zipped("spatialdata.zip", folder, zipfile.ZIP_DEFLATED)

# loom -----------------------------------------------------------------------------------------------------------------
with h5py.File(out / "small.loom", "w") as file:
    file.attrs["LOOM_SPEC_VERSION"] = "3.0.0"
    file.create_dataset("matrix", data=X.T.astype(np.int16), chunks=(4, 5), compression="gzip")
    file.create_dataset("layers/scaled", data=X.T / 2, chunks=(4, 5), compression="gzip")
    for name, values in {"CellID": CELLS, "cluster": [f"c{i % 3}" for i in range(N)]}.items():
        file.create_dataset(f"col_attrs/{name}", data=values, dtype=h5py.string_dtype())
    file["col_attrs/X_umap"] = np.zeros((N, 2))
    file["col_attrs/spatial"] = XY
    file["col_attrs/depth"] = np.arange(N) / 2
    file.create_dataset("row_attrs/Gene", data=GENES, dtype=h5py.string_dtype())
    for group in ("col_graphs", "row_graphs"):
        file.create_group(group)
expect("small.loom", CELLS, GENES, X, XY)

# Stereo-seq -----------------------------------------------------------------------------------------------------------
spots = 400
gene = np.sort(rng.integers(0, P, spots))
records = np.zeros(spots, dtype=[("x", "<i4"), ("y", "<i4"), ("count", "u1")])
records["x"], records["y"] = rng.integers(0, 200, (2, spots))
records["count"] = rng.integers(1, 4, spots)


def bin_gef(path, sizes, text):
    """Bins as SAW describes them: a gene has a run of records; corners of bins are multiples of their side."""
    with h5py.File(path, "w") as file:
        file.attrs["version"] = np.array([4], np.uint32)
        for size in sizes:
            frame = pd.DataFrame({"gene": gene, "x": records["x"] // size * size, "y": records["y"] // size * size, "count": records["count"].astype(int)})
            frame = frame.groupby(["gene", "x", "y"], as_index=False)["count"].sum()
            stored = np.zeros(len(frame), dtype=[("x", "<i4"), ("y", "<i4"), ("count", "<u2")])
            for name in ("x", "y", "count"):
                stored[name] = frame[name]
            expression = file.create_dataset(f"geneExp/bin{size}/expression", data=stored, compression="gzip", chunks=(64,))
            expression.attrs["resolution"] = np.array([500], np.uint32)
            counts = frame.groupby("gene").size().reindex(range(P), fill_value=0).to_numpy()
            names = np.zeros(P, dtype=text + [("offset", "<u4"), ("count", "<u4")])
            for field, _ in text:
                names[field] = [f"ENSG{u:03d}" if field == "geneID" else g for u, g in enumerate(GENES)]
            names["count"], names["offset"] = counts, np.concatenate([[0], np.cumsum(counts)[:-1]])
            file.create_dataset(f"geneExp/bin{size}/gene", data=names)


bin_gef(out / "bins.gef", [1, 50], [("geneID", "S64"), ("geneName", "S64")])
bin_gef(out / "old.gef", [10], [("gene", "S32")])
for name, size in (("bins.gef", 50), ("bins.gef", 20), ("old.gef", 20)):
    frame = pd.DataFrame({"gene": gene, "count": records["count"].astype(int)})
    frame["cell"] = [f"{x}_{y}" for x, y in zip(records["x"] // size * size, records["y"] // size * size)]
    wide = frame.pivot_table(index="cell", columns="gene", values="count", aggfunc="sum", fill_value=0).reindex(columns=range(P), fill_value=0)
    expect(f"{name}#{size}", wide.index, GENES, wide.to_numpy(), [[int(c) for c in cell.split("_")] for cell in wide.index])
with h5py.File(out / "cells.gef", "w") as file:
    entries = [(i, u, int(X[i, u])) for i in range(N) for u in range(P) if X[i, u]]
    per = np.array([(X[i] > 0).sum() for i in range(N)])
    cells = np.zeros(N, dtype=[("id", "<u4"), ("x", "<i4"), ("y", "<i4"), ("offset", "<u4"), ("geneCount", "<u2"), ("expCount", "<u2"), ("dnbCount", "<u2"), ("area", "<u2"), ("cellTypeID", "<u2"), ("clusterID", "<u2")])
    cells["id"], cells["geneCount"], cells["offset"] = np.arange(N) + 1, per, np.concatenate([[0], np.cumsum(per)[:-1]])
    cells["x"], cells["y"], cells["area"] = np.round(XY[:, 0]), np.round(XY[:, 1]), 40
    file["cellBin/cell"] = cells
    file["cellBin/cellExp"] = np.array([(u, c) for _, u, c in entries], dtype=[("geneID", "<u4"), ("count", "<u2")])
    file["cellBin/gene"] = np.array([(g.encode(), 0, 0) for g in GENES], dtype=[("geneName", "S64"), ("offset", "<u4"), ("cellCount", "<u4")])
expect("cells.gef", range(1, N + 1), GENES, X, np.round(XY))

# Text tables ----------------------------------------------------------------------------------------------------------
ints = X.astype(int)
places = pd.DataFrame({"barcodes": CELLS, "xcoord": XY[:, 0], "ycoord": XY[:, 1], "kind": [f"k{i % 2}" for i in range(N)]})
(out / "slideseq").mkdir()
pd.DataFrame(ints.T, columns=CELLS, index=pd.Index(GENES, name="GENE")).to_csv(out / "slideseq" / "MappedDGEForR.csv")
places.iloc[::-1].to_csv(out / "slideseq" / "BeadLocationsForR.csv", index=False)
expect("slideseq", CELLS, GENES, X, XY)
(out / "r").mkdir()
pd.DataFrame(ints, columns=GENES, index=CELLS).to_csv(out / "r" / "counts.tsv.gz", sep="\t", index_label=False, compression={"method": "gzip", "mtime": 0})
places.drop(columns="kind").rename(columns={"xcoord": "x", "ycoord": "y", "barcodes": "cell"}).to_csv(out / "r" / "positions.tsv", sep="\t", index=False)
expect("r", CELLS, GENES, X, XY)
one = pd.concat([places, pd.DataFrame(ints, columns=GENES)], axis=1).rename(columns={"xcoord": "x", "ycoord": "y"})
one["area"] = np.arange(N) + 0.5
(out / "one.csv").write_text("\ufeff" + one.to_csv(sep=";", index=False).replace("\n", "\r\n"), newline="")
expect("one.csv", CELLS, GENES, X, XY)

(out / "cosmx").mkdir()
keys = pd.DataFrame({"fov": [1 + i // 6 for i in range(N)], "cell_ID": [1 + i % 6 for i in range(N)]})
counts = pd.concat([keys, pd.DataFrame(ints, columns=GENES), pd.DataFrame({"NegPrb1": 1, "SystemControl2": 2}, index=range(N))], axis=1)
background = counts.iloc[[0, 6]].assign(cell_ID=0)
pd.concat([background, counts]).to_csv(out / "cosmx" / "run1_exprMat_file.csv", index=False)
pd.concat([keys, pd.DataFrame({"Area": 9, "CenterX_local_px": 0.5, "CenterY_local_px": 0.5, "CenterX_global_px": XY[:, 0], "CenterY_global_px": XY[:, 1]})], axis=1).iloc[::-1].to_csv(out / "cosmx" / "run1_metadata_file.csv", index=False)
pd.DataFrame({"fov": [1, 2], "x_global_px": [0, 9.5], "y_global_px": [0, 0]}).to_csv(out / "cosmx" / "run1_fov_positions_file.csv", index=False)
expect("cosmx", [f"{c}_{f}" for f, c in keys.to_numpy()], GENES, X, XY)

(out / "merscope").mkdir()
ids = [f"11088342476461192440022163991631425346{i}" for i in range(N)]
pd.concat([pd.DataFrame({"cell": ids}), pd.DataFrame(ints, columns=GENES), pd.DataFrame({"Blank-1": 1}, index=range(N))], axis=1).to_csv(out / "merscope" / "cell_by_gene.csv", index=False)
pd.DataFrame({"fov": 3, "volume": 2.5, "center_x": XY[:, 0], "center_y": XY[:, 1]}, index=ids).iloc[1:].sort_index(ascending=False).to_csv(out / "merscope" / "cell_metadata.csv")
expect("merscope", ids[1:], GENES, X[1:], XY[1:])

# Transcripts ----------------------------------------------------------------------------------------------------------
T = 300
molecules = pd.DataFrame(
    {
        "transcript_id": np.arange(T) + 2**48,
        "cell_id": [["UNASSIGNED", "aaa-1", "bbb-1", "ccc-1"][i] for i in rng.integers(0, 4, T)],
        "feature_name": [[*GENES, "NegControlProbe_1"][i] for i in rng.integers(0, P + 1, T)],
        "x_location": np.round(rng.uniform(0, 60, T), 3),
        "y_location": np.round(rng.uniform(0, 40, T), 3),
        "qv": rng.integers(10, 41, T).astype(np.float32),
    }
)
molecules.to_csv(out / "transcripts.csv.gz", index=False, compression={"method": "gzip", "mtime": 0})
pq.write_table(pa.Table.from_pandas(molecules, preserve_index=False), out / "transcripts.parquet", row_group_size=128)
good = molecules[(molecules.qv >= 20) & (molecules.feature_name != "NegControlProbe_1")]
for size in (16, None):
    frame = good.copy() if size else good[good.cell_id != "UNASSIGNED"].copy()
    frame["cell"] = [f"{int(x // size)}_{int(y // size)}" for x, y in zip(frame.x_location, frame.y_location)] if size else frame.cell_id
    wide = pd.crosstab(frame.cell, frame.feature_name).reindex(columns=GENES, fill_value=0)
    if size:
        xy = [[(int(a) + 0.5) * size for a in cell.split("_")] for cell in wide.index]
    else:
        xy = frame.groupby("cell")[["x_location", "y_location"]].mean().loc[wide.index].to_numpy()
    for name in ("transcripts.csv.gz", "transcripts.parquet"):
        expect(f"{name}#{size or 'cells'}", wide.index, GENES, wide.to_numpy(), xy)
gem = pd.DataFrame({"geneID": [GENES[u] for u in gene], "x": records["x"], "y": records["y"], "MIDCount": records["count"]})
(out / "small.gem").write_text("#FileFormat=GEMv0.1\n#BinSize=1\n" + gem.to_csv(sep="\t", index=False))
same = expected["bins.gef#50"]
corners = np.array(same["positions"])
expected["small.gem#50"] = {
    **same,
    "cells": [f"{int(x // 50)}_{int(y // 50)}" for x, y in corners],
    "positions": (corners + 25).tolist(),
}

# Shapes in well-known binary --------------------------------------------------------------------------------------------
shapes = {
    "point": Point(3.5, -2),
    "multipoint": shapely.MultiPoint([(0, 0), (4, 2)]),
    "clockwise": Polygon([(1000000, 5), (1000000, 9), (1000003, 9), (1000001, 5)]),
    "hole": Polygon([(0, 0), (8, 0), (8, 8), (0, 8)], [[(1, 1), (1, 3), (5, 3), (5, 1)]]),
    "flat": Polygon([(0, 0), (2, 0), (0, 0)]),
    "several": MultiPolygon([Polygon([(0, 0), (1, 0), (1, 1)]), Polygon([(5, 5), (9, 5), (9, 7), (5, 7)])]),
    "deep": Polygon([(0, 0, 9), (2, 0, 9), (2, 4, 9)]),
}
cases = []
for name, shape in shapes.items():
    for how in [{}, {"byte_order": 0}, {"flavor": "iso"}, {"include_srid": True}]:
        cases.append({"name": f"{name} {how}", "wkb": shapely.to_wkb(shapely.set_srid(shape, 4326), hex=True, **how), "centroid": [shape.centroid.x, shape.centroid.y]})
(out.parent / "wkb.json").write_text(json.dumps(cases))

(out / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=None, separators=(",", ":")))
print(sum(f.stat().st_size for f in out.rglob("*") if f.is_file()), "bytes")
print({f.name: f.stat().st_size for f in out.rglob("*") if f.is_file() and f.stat().st_size > 60_000})
