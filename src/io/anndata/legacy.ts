import type { Hdf5File } from "../hdf5/hdf5.ts";
import type { Hdf5Writer, StoredArray } from "../hdf5/writer.ts";
import { writeArray, writeBooleans, writeCategory, writeStrings } from "./elements.ts";
import { type Field, fieldCategories, readFields } from "./records.ts";

/** What a file of anndata before 0.7 keeps as arrays of records, with the categories that it keeps in uns. */
export interface Legacy {
  /** Fields by group: `obs`, `var`, `obsm`, `varm`. */
  readonly records: ReadonlyMap<string, readonly LegacyField[]>;
  /** Keys of uns that are part of a column now. */
  readonly unsUsed: ReadonlySet<string>;
}

export interface LegacyField {
  readonly field: Field;
  readonly categories: readonly string[] | undefined;
}

/** Everything that has to be rewritten before anything can be added; nothing in files since anndata 0.7. */
export function readLegacy(file: Hdf5File): Legacy {
  const records = new Map<string, LegacyField[]>();
  const unsUsed = new Set<string>();
  for (const group of ["obs", "var", "obsm", "varm"]) {
    if (file.kind(group) !== "dataset") continue;
    const isTable = group === "obs" || group === "var";
    const fields = readFields(file, group).map((field, at) => {
      const categories = isTable && at > 0 ? fieldCategories(file, field) : undefined;
      if (categories) unsUsed.add(`${field.name}_categories`);
      return { field, categories };
    });
    records.set(group, fields);
  }
  return { records, unsUsed };
}

/** One field as an array of its own, in its own type; two axes when `asMatrix`. */
export function writeField(
  writer: Hdf5Writer,
  path: string,
  { field, categories }: LegacyField,
  asMatrix: boolean,
): void {
  const { type, values, width } = field;
  const shape = asMatrix || width > 1 ? [width === 0 ? 0 : values.length / width, width] : [values.length];
  if (categories) writeCategory(writer, path, Int32Array.from(values, Number), categories, false);
  else if (type === "string") writeStrings(writer, path, values.map(String), shape);
  else if (type === "boolean") writeBooleans(writer, path, values.map(Number).map(Boolean), shape);
  else writeArray(writer, path, typed(field), shape);
}

function typed({ type, size, signed, values }: Field): StoredArray {
  if (type === "float") return size <= 4 ? Float32Array.from(values, Number) : Float64Array.from(values, Number);
  if (size === 8) {
    const big = values.map((value) => BigInt(value));
    return signed ? BigInt64Array.from(big) : BigUint64Array.from(big);
  }
  if (size === 4) return signed ? Int32Array.from(values, Number) : Uint32Array.from(values, Number);
  if (size === 2) return signed ? Int16Array.from(values, Number) : Uint16Array.from(values, Number);
  return signed ? Int8Array.from(values, Number) : Uint8Array.from(values, Number);
}
