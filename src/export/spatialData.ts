import { parquetWriteBuffer } from "hyparquet-writer";
import { copyAnnData } from "../io/anndata/toZarr.ts";
import { ZarrWriter } from "../io/zarr/writer.ts";
import { cellSpacing, outlines } from "../spatial/outlines.ts";
import type { Exporter, Result } from "./exporter.ts";
import { placedOnly } from "./placedOnly.ts";
import { wkbPoint, wkbPolygons } from "./wkb.ts";

/** A SpatialData store: the result as its table, cells as circles, domains as polygons. */
export const spatialData: Exporter = {
  format: "spatialdata",
  describes: "SpatialData zarr store: table, cells as circles, domains as polygons",
  async write(result, target) {
    const store = { put: (key: string, bytes: Uint8Array) => target.put(`result.spatialdata.zarr/${key}`, bytes) };
    const writer = new ZarrWriter(store);
    await writer.group("", { spatialdata_attrs: { version: "0.1", spatialdata_software_version: "0.4.0" } });
    await writer.group("tables");
    await writeTable(result, writer);
    await writer.group("shapes");
    await writer.group("shapes/cells", shapesAttributes);
    await store.put("shapes/cells/shapes.parquet", await circles(result));
    await writer.group("shapes/domains", shapesAttributes);
    await store.put("shapes/domains/shapes.parquet", await polygons(result));
    await writer.finish();
    return { path: "result.spatialdata.zarr", how: 'spatialdata.read_zarr("result.spatialdata.zarr")' };
  },
};

const axes = ["x", "y"].map((name) => ({ name, type: "space", unit: "unit" }));
/** Coordinates are those of the whole tissue. */
const shapesAttributes = {
  "encoding-type": "ngff:shapes",
  axes: ["x", "y"],
  coordinateTransformations: [{ type: "identity", input: { name: "xy", axes }, output: { name: "global", axes } }],
  spatialdata_attrs: { version: "0.2" },
};

const regionKeys = { region: "cells", region_key: "region", instance_key: "instance_id" };

/** The AnnData object, with the columns that tie its rows to the circles. */
async function writeTable({ source, cells }: Result, writer: ZarrWriter): Promise<void> {
  const attributes = { "spatialdata-encoding-type": "ngff:regions_table", version: "0.1", ...regionKeys };
  await copyAnnData(source, writer, {
    prefix: "tables/table",
    attributes,
    columns: [regionKeys.region_key, regionKeys.instance_key],
  });
  const array = { "encoding-type": "array", "encoding-version": "0.2.0" };
  const strings = { "encoding-type": "string-array", "encoding-version": "0.2.0" };
  const categorical = { "encoding-type": "categorical", "encoding-version": "0.2.0", ordered: false };
  await writer.group("tables/table/obs/region", categorical);
  const zeros = async (_: number, count: number) => new Int8Array(count);
  await writer.numbers("tables/table/obs/region/codes", { type: "|i1", shape: [cells.length], rows: zeros }, array);
  await writer.strings("tables/table/obs/region/categories", { shape: [1], values: [regionKeys.region] }, strings);
  await writer.strings("tables/table/obs/instance_id", { shape: [cells.length], values: cells }, strings);
  await writer.group("tables/table/uns/spatialdata_attrs", { "encoding-type": "dict", "encoding-version": "0.1.0" });
  for (const [name, value] of Object.entries(regionKeys)) {
    const scalar = { "encoding-type": "string", "encoding-version": "0.2.0" };
    await writer.strings(`tables/table/uns/spatialdata_attrs/${name}`, { shape: [], values: [value] }, scalar);
  }
}

/** Cells as points with a radius: half the distance that neighbours have. */
async function circles(result: Result): Promise<Uint8Array> {
  const { cells, positions } = result;
  const { columns, values } = positions;
  const geometry = cells.map((_, i) => wkbPoint(values[i * columns], values[i * columns + 1]));
  // A point whose coordinates are NaN is how WKB writes an empty one.
  const radius = new Float64Array(cells.length).fill((await cellSpacing(placedOnly(result).positions)) / 2);
  return geoParquet(cells, geometry, "Point", radius);
}

async function polygons(result: Result): Promise<Uint8Array> {
  const { groups } = result;
  const { positions, codes } = placedOnly(result);
  const found = await outlines(positions, codes, groups.categories.length);
  const present = groups.categories.flatMap((name, group) => (found[group].length > 0 ? [{ name, group }] : []));
  return geoParquet(
    present.map(({ name }) => name),
    present.map(({ group }) => wkbPolygons(found[group])),
    "MultiPolygon",
  );
}

/** A parquet table of shapes with their names as index, as geopandas reads it. */
function geoParquet(names: readonly string[], geometry: readonly Uint8Array[], type: string, radius?: Float64Array) {
  const geo = {
    version: "1.0.0",
    primary_column: "geometry",
    columns: { geometry: { encoding: "WKB", geometry_types: [type], crs: null } },
  };
  const index = "__index_level_0__";
  const column = (name: string, kind: string, numpy: string) => ({
    ...{ name: name === index ? null : name, field_name: name, pandas_type: kind, numpy_type: numpy, metadata: null },
  });
  const pandas = {
    index_columns: [index],
    column_indexes: [],
    columns: [
      column("geometry", "bytes", "object"),
      ...(radius ? [column("radius", "float64", "float64")] : []),
      column(index, "unicode", "object"),
    ],
    pandas_version: "2.0.0",
  };
  const columnData = [
    { name: "geometry", type: "BYTE_ARRAY" as const, nullable: true, data: [...geometry] },
    ...(radius ? [{ name: "radius", type: "DOUBLE" as const, nullable: true, data: radius }] : []),
    { name: index, type: "STRING" as const, nullable: true, data: [...names] },
  ];
  const kvMetadata = [
    { key: "geo", value: JSON.stringify(geo) },
    { key: "pandas", value: JSON.stringify(pandas) },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata }));
}
