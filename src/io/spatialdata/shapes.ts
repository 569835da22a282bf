import { type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { CellScapeError } from "../../core/errors.ts";
import { boundedCompressors, soundPages } from "../parquet/pages.ts";
import { guardParquet, parquetBytes, topColumns } from "../parquet/table.ts";
import type { Folder, Source } from "../source.ts";
import { openZarrArray } from "../zarr/array.ts";
import { isObject, readZarrNode } from "../zarr/node.ts";
import { wkbCentroid } from "./wkbCentroid.ts";

/** Where the things of an element are, by their names, before any transformation. */
export type Centroids = ReadonlyMap<string, readonly [x: number, y: number]>;

/** Shapes that are held as a group of rows of a file. */
const MOST_ROWS = 1 << 24;

/**
 * Centroids of shapes: a GeoParquet file of points and polygons, or the arrays of SpatialData's first versions.
 *
 * @param path of the element inside the folder.
 * @throws bad-file when it is damaged; unsupported for shapes that are neither points nor polygons.
 */
export async function shapeCentroids(folder: Folder, path: string): Promise<Centroids> {
  const file = await folder.open(`${path}/shapes.parquet`);
  return file ? fromParquet(file) : fromArrays(folder, path);
}

async function fromParquet(source: Source): Promise<Centroids> {
  const file = parquetBytes(source);
  const metadata: FileMetaData = await guardParquet(source, () => parquetMetadataAsync(file, { geoparquet: false }));
  const index = indexOf(metadata);
  const columns = ["geometry", ...(typeof index === "string" ? [index] : [])];
  const missing = columns.find((column) => !topColumns(metadata).includes(column));
  if (missing !== undefined) {
    const got = topColumns(metadata).join(", ");
    throw new CellScapeError("bad-file", `${source.name}: expected a column ${missing}, got ${got}`);
  }
  const found = new Map<string, readonly [number, number]>();
  let from = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = from + Number(num_rows);
    if (!(rowEnd >= from && rowEnd - from <= MOST_ROWS)) {
      throw new CellScapeError(
        "bad-file",
        `${source.name}: expected up to ${MOST_ROWS} rows per group, got ${num_rows}`,
      );
    }
    const rows = await guardParquet(source, () =>
      parquetReadObjects({
        file: soundPages(file, metadata),
        metadata,
        columns,
        rowStart: from,
        rowEnd,
        compressors: boundedCompressors,
        utf8: false,
      }),
    );
    rows.forEach(({ geometry, ...named }, at) => {
      if (!(geometry instanceof Uint8Array)) {
        throw new CellScapeError(
          "bad-file",
          `${source.name}: expected shapes in well-known binary, got ${typeof geometry}`,
        );
      }
      const name = typeof index === "string" ? textOf(named[index]) : String(index.start + index.step * (from + at));
      found.set(name, wkbCentroid(geometry, `${source.name}: ${name}`));
    });
    from = rowEnd;
  }
  return found;
}

/** The column that names the shapes, or the numbers that do, as pandas notes it in the file. */
function indexOf(metadata: FileMetaData): string | { start: number; step: number } {
  const text = metadata.key_value_metadata?.find(({ key }) => key === "pandas")?.value ?? "{}";
  let pandas: unknown;
  try {
    pandas = JSON.parse(text);
  } catch {
    pandas = {};
  }
  const [first] = isObject(pandas) && Array.isArray(pandas.index_columns) ? pandas.index_columns : [];
  if (typeof first === "string") return first;
  if (isObject(first)) return { start: Number(first.start ?? 0), step: Number(first.step ?? 1) };
  return topColumns(metadata).includes("__index_level_0__") ? "__index_level_0__" : { start: 0, step: 1 };
}

/** `coords` and `Index`, as SpatialData wrote points with a radius until 2023. */
async function fromArrays(folder: Folder, path: string): Promise<Centroids> {
  const open = async (name: string) => {
    const node = await readZarrNode(folder, `${path}/${name}`);
    if (node?.kind === "array") return openZarrArray(folder, `${path}/${name}`, node);
    throw new CellScapeError("bad-file", `${folder.name}: expected ${path}/shapes.parquet, got none`);
  };
  const [coords, index] = [await open("coords"), await open("Index")];
  const numbers = await coords.numbers();
  const names = index.info.type === "string" ? await index.strings() : Array.from(await index.numbers(), String);
  const [rows, width = 1] = coords.info.shape;
  if (names.length !== rows || width < 2) {
    const got = `[${coords.info.shape}] for ${names.length} names`;
    throw new CellScapeError("bad-file", `${folder.name}: ${path}/coords: expected x and y of every shape, got ${got}`);
  }
  return new Map(names.map((name, i) => [name, [numbers[i * width], numbers[i * width + 1]]]));
}

const textOf = (value: unknown) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value));
