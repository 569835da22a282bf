import { CellScapeError } from "../../core/errors.ts";
import { type Hdf5File, withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5 } from "../hdf5/superblock.ts";
import type { Source } from "../source.ts";
import type { ArrayInfo } from "../stored/tree.ts";
import { type ZarrAttributes, type ZarrTarget, ZarrWriter } from "../zarr/writer.ts";
import { expectAnnData } from "./expectAnnData.ts";
import { readFields } from "./records.ts";

/** An object of the file, with what is known of it before it is read. */
interface Found {
  /** Where it goes, and where it is. */
  readonly path: string;
  readonly from: string;
  readonly attributes: ZarrAttributes;
  /** Undefined for a group. */
  readonly info: ArrayInfo | undefined;
}

/** Attributes that matter to anndata; others of HDF5 (such as netCDF's) mean nothing in zarr. */
const IGNORED = /^(CLASS|TITLE|VERSION|FIELD_\d+_.*|_Netcdf4.*|DIMENSION_.*|REFERENCE_LIST)$/;

const encoding = (type: string) => ({ "encoding-type": type, "encoding-version": "0.2.0" });
const TABLE = encoding("dataframe");
const CATEGORICAL = encoding("categorical");
const ARRAY = encoding("array");
const STRINGS = encoding("string-array");

/**
 * An AnnData file as an AnnData zarr store: every group, array and attribute as it is, array by array and chunk by chunk,
 * so that memory stays small whatever the size.
 *
 * @throws bad-file when the file is damaged or not AnnData; unsupported for an array that zarr cannot hold.
 */
export async function h5adToZarr(source: Source, target: ZarrTarget): Promise<void> {
  const writer = new ZarrWriter(target);
  await copyAnnData(source, writer);
  await writer.finish();
}

/** Where a copy goes inside a store that may hold more, and what its makers will add. */
export interface CopyOptions {
  /** Group of the store that becomes the AnnData object; its root by default. */
  readonly prefix?: string;
  /** More attributes of that group. */
  readonly attributes?: ZarrAttributes;
  /** Columns of obs that will be written beside those of the file; its own of the same name are left out. */
  readonly columns?: readonly string[];
}

/** The same into a store that may hold more; the writer is not finished. */
export async function copyAnnData(
  source: Source,
  writer: ZarrWriter,
  { prefix = "", attributes: more = {}, columns = [] }: CopyOptions = {},
): Promise<void> {
  await expectWholeHdf5(source);
  const open = async <T>(use: (file: Hdf5File) => T): Promise<T> => withHdf5(await source.mount(), use);
  const found = await open((file) => {
    expectAnnData(file);
    if (file.kind("obs") === "dataset") {
      const way = "export the result.h5ad of a run, which is newer";
      const expected = "tables that are groups of columns (anndata 0.7 and later)";
      throw new CellScapeError("unsupported", `${file.name}: expected ${expected}, got records; ${way}`);
    }
    return [...walk(file, "")];
  });
  const replaced = columns.map((name) => `obs/${name}`);
  for (const { path, from, attributes, info } of found) {
    if (replaced.some((gone) => path === gone || path.startsWith(`${gone}/`))) continue;
    const key = [prefix, path].filter((part) => part !== "").join("/");
    if (info === undefined) {
      await writer.group(
        key,
        path === "" ? { ...attributes, ...more } : path === "obs" ? withColumns(attributes, columns) : attributes,
      );
    } else if (info.type === "string") {
      const values = await open((file) => file.strings(from, info.shape.length));
      await writer.strings(key, { shape: info.shape, values }, attributes);
    } else if (info.type === "compound") {
      const fields = await open((file) => readFields(file, from));
      await writer.records(
        key,
        fields.map(({ name, type, size, signed, values }) => ({
          name,
          type: type === "string" ? undefined : numberType(type, size, signed),
          values,
        })),
        attributes,
      );
    } else {
      const { type, typeName, shape } = info;
      if (type === "other") {
        const got = `${source.name}: expected arrays that zarr can hold, got ${typeName} at ${path}`;
        throw new CellScapeError("unsupported", got);
      }
      const rest = shape.slice(1);
      const rows = (start: number, count: number) =>
        open((file) => file.numbers(from, [start, ...rest.map(() => 0)], [count, ...rest]));
      await writer.numbers(key, { type: storedType(type, typeName), shape, rows }, attributes);
    }
  }
}

function withColumns(attributes: ZarrAttributes, columns: readonly string[]): ZarrAttributes {
  const order = attributes["column-order"];
  // JSON's lists are read-only here, which Array.isArray does not know.
  const present = Array.isArray(order) ? (order as readonly string[]) : [];
  return { ...attributes, "column-order": [...present.filter((name) => !columns.includes(name)), ...columns] };
}

function* walk(file: Hdf5File, path: string): Generator<Found> {
  const kind = path === "" ? "group" : file.kind(path);
  if (kind === undefined) return;
  const attributes = attributesOf(file, path);
  if (kind === "dataset") {
    yield { path, from: path, attributes, info: file.info(path) };
    return;
  }
  const within = path === "" ? "" : `${path}/`;
  const aside = file.kind(`${within}__categories`) === "group" ? `${within}__categories/` : undefined;
  // Tables of anndata 0.7 name their categories by HDF5 reference, which zarr has not: they become newer ones.
  yield { path, from: path, attributes: aside ? { ...attributes, ...TABLE } : attributes, info: undefined };
  for (const name of file.keys(path === "" ? "/" : path)) {
    if (aside && name === "__categories") continue;
    const child = within + name;
    if (aside && file.kind(aside + name) === "dataset" && file.hasAttribute(child, "categories")) {
      const ordered = file.attribute(aside + name, "ordered") === true;
      yield { path: child, from: child, attributes: { ...CATEGORICAL, ordered }, info: undefined };
      yield { path: `${child}/codes`, from: child, attributes: ARRAY, info: file.info(child) };
      const info = file.info(aside + name);
      const kindOf = info.type === "string" ? STRINGS : ARRAY;
      yield { path: `${child}/categories`, from: aside + name, attributes: kindOf, info };
    } else {
      yield* walk(file, child);
    }
  }
}

function attributesOf(file: Hdf5File, path: string): ZarrAttributes {
  const at = path === "" ? "/" : path;
  const found: Record<string, ZarrAttributes[string]> = {};
  for (const name of file.attributeNames(at)) {
    const value = IGNORED.test(name) ? undefined : file.attribute(at, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** Type of an array's numbers: half precision is read as single, enumerations as the integers they are. */
function storedType(type: "integer" | "float" | "boolean", typeName: string): string {
  const [, unsigned, bits] = /^(u?)(?:int|float)(\d+)$/.exec(typeName) ?? ["", "", "32"];
  const size = Number(bits) / 8;
  return numberType(type, type === "float" ? Math.max(4, size) : size, unsigned === "");
}

/** A type of numbers as zarr names it. */
function numberType(type: "integer" | "float" | "boolean", size: number, signed: boolean): string {
  if (type === "boolean") return "|b1";
  const letter = type === "float" ? "f" : signed ? "i" : "u";
  return `${size === 1 ? "|" : "<"}${letter}${size}`;
}
