import type { Filter, Metadata } from "h5wasm";
import { CellScapeError } from "../../core/errors.ts";
import type { Hdf5Access } from "../hdf5Access.ts";
import type { NumericArray } from "../stored/numbers.ts";
import type { ArrayInfo, AttributeValue, StoredTree } from "../stored/tree.ts";
import type { ListLocation } from "./chunks.ts";
import { TEXT_REFERENCE } from "./texts.ts";
import { isBoolean, readAttribute, readNumbers, readRecordFields, readStrings } from "./values.ts";

/** What is known of a dataset without reading it. */
interface DatasetInfo extends ArrayInfo {
  readonly metadata: Metadata;
}

/** A list or a matrix of numbers as `decodeNumbers` takes it, and its address in the file. */
export interface PlainList extends Required<ListLocation> {
  readonly type: number;
  readonly signed: boolean;
}

/** Class codes of HDF5 datatypes (H5T_class_t). */
const INTEGER = 0;
const FLOAT = 1;
const STRING = 3;
const COMPOUND = 6;
const REFERENCE = 7;
const ENUM = 8;

/** Filters compiled into h5wasm: deflate, shuffle, fletcher32, szip, nbit, scaleoffset. */
const BUILT_IN_FILTERS = 6;
/** Deflate cannot shrink more than 1,032 times (zlib's own bound); other filters are given more. */
const DEFLATE_RATIO = 1040;
const OTHER_RATIO = 100_000;
/** Memory that the library may have beside what is read: its own tables, caches and scratch space. */
const USUAL_MEMORY = 2 ** 28;
/** Strings are read this many at a time: the library holds all of a slice at once. */
const STRINGS_A_SLICE = 1 << 16;

/**
 * Open an HDF5 file for reading, hand it to `use`, close it. `use` must be synchronous, as the library is.
 *
 * @throws bad-file when the file cannot be opened or what `use` requests cannot be read.
 */
export function withHdf5<T>(access: Hdf5Access, use: (file: Hdf5File) => T): T {
  try {
    const file = new Hdf5File(access);
    try {
      return use(file);
    } finally {
      file.close();
    }
  } finally {
    access.release();
  }
}

/** An HDF5 file open for reading. Paths are absolute: `obs/_index` means `/obs/_index`. */
export class Hdf5File implements StoredTree {
  readonly name: string;
  private readonly access: Hdf5Access;
  private readonly id: bigint;

  constructor(access: Hdf5Access) {
    this.access = access;
    this.name = access.name;
    const { Module } = access.library;
    this.id = this.guard("an HDF5 file", () => Module.open(access.path, Module.H5F_ACC_RDONLY, false, -1, -1));
  }

  close(): void {
    try {
      this.access.library.Module.close_file(this.id);
    } catch {
      // A damaged file may fail to close; whatever was wrong with it has been reported by then.
      this.access.poison();
    }
  }

  /** What lies at a path; undefined where nothing does. Links to other files count as nothing. */
  kind(path: string): "group" | "dataset" | undefined {
    const { Module } = this.access.library;
    let type: number;
    try {
      type = this.guard(path, () => Module.get_type(this.id, absolute(path)));
    } catch (error) {
      // The library fails where a part of the path is an array, in which nothing can lie.
      const parent = path.slice(0, Math.max(0, path.lastIndexOf("/")));
      if (parent !== "" && this.kind(parent) !== "group") return undefined;
      throw error;
    }
    if (type === Module.H5G_GROUP) return "group";
    return type === Module.H5G_DATASET ? "dataset" : undefined;
  }

  /** Names inside a group; none where there is no group. */
  keys(path: string): string[] {
    if (this.kind(path) !== "group") return [];
    return this.guard(path, () => this.access.library.Module.get_names(this.id, absolute(path), false));
  }

  attributeNames(path: string): string[] {
    const { Module } = this.access.library;
    return this.guard(path, () => Module.get_attribute_names(this.id, absolute(path)));
  }

  hasAttribute(path: string, name: string): boolean {
    return this.attributeNames(path).includes(name);
  }

  /** An attribute; undefined where it is missing or is neither text, number nor boolean. */
  attribute(path: string, name: string): AttributeValue | undefined {
    if (!this.hasAttribute(path, name)) return undefined;
    const { Module } = this.access.library;
    const read = () => readAttribute(Module, this.id, absolute(path), name);
    return this.guard(`${path}@${name}`, read, this.access.size);
  }

  /** An attribute that must be text to count. */
  text(path: string, name: string): string | undefined {
    const value = this.attribute(path, name);
    return typeof value === "string" ? value : undefined;
  }

  /**
   * Shape and type of a dataset.
   *
   * @throws bad-file when there is none or its shape cannot be true of a file of this size; unsupported when it is
   * stored in other files or through a filter that is not at hand.
   */
  info(path: string): DatasetInfo {
    if (this.kind(path) !== "dataset") {
      throw new CellScapeError(
        "bad-file",
        `${this.name}: expected an array at ${path}, got ${this.kind(path) ?? "nothing"}`,
      );
    }
    const { Module } = this.access.library;
    const [metadata, filters] = this.guard(path, () => [
      Module.get_dataset_metadata(this.id, absolute(path)),
      Module.get_dataset_filters(this.id, absolute(path)),
    ]);
    if (metadata.virtual_sources !== undefined) {
      throw new CellScapeError(
        "unsupported",
        `${this.name}: expected ${path} inside the file, got a view on other files; write all of it into one file`,
      );
    }
    this.expectFilters(path, filters);
    const shape = metadata.shape ?? [0];
    this.expectPlausible(path, shape, metadata.size, filters);
    const members = metadata.compound_type?.members;
    return { shape, ...dataType(metadata), chunks: metadata.chunks ?? undefined, members, metadata };
  }

  /**
   * Numbers of a dataset, all of them or the block that begins at `from` and spans `count` along each axis.
   * 64-bit integers arrive as doubles, half precision as singles, booleans as 0 and 1.
   *
   * @throws bad-file when it does not hold numbers.
   */
  numbers(path: string, from?: readonly number[], count?: readonly number[]): NumericArray {
    const { shape, type, typeName, metadata } = this.info(path);
    if (type !== "integer" && type !== "float" && type !== "boolean") {
      throw new CellScapeError("bad-file", `${this.name}: expected numbers in ${path}, got ${typeName}`);
    }
    const { Module } = this.access.library;
    // A scalar has no axes to select along.
    const block = shape.length === 0 || from === undefined || count === undefined ? undefined : { from, count };
    const read = () => readNumbers(Module, this.id, absolute(path), metadata, block);
    return this.guard(path, read, bytesOf(metadata, block?.count));
  }

  /**
   * Strings of a dataset with one axis or none; with more axes, up to `axes`, row by row.
   *
   * @throws bad-file when it does not hold strings.
   */
  strings(path: string, axes = 1): string[] {
    const { shape, type, typeName, metadata } = this.info(path);
    if (type !== "string" || shape.length > axes) {
      throw new CellScapeError(
        "bad-file",
        `${this.name}: expected a list of strings in ${path}, got ${typeName} [${shape}]`,
      );
    }
    const { Module } = this.access.library;
    return this.guard(
      path,
      () => {
        if (shape.length !== 1) return readStrings(Module, this.id, absolute(path), metadata);
        const strings: string[] = [];
        for (let at = 0; at < shape[0]; at += STRINGS_A_SLICE) {
          const block = { from: [at], count: [Math.min(STRINGS_A_SLICE, shape[0] - at)] };
          for (const value of readStrings(Module, this.id, absolute(path), metadata, block)) strings.push(value);
        }
        return strings;
        // Text of any length is not compressed, so that all of it fits into the file.
      },
      bytesOf(metadata) + this.access.size,
    );
  }

  /** Rows of a compound dataset, one list of field values per row; 64-bit integers as bigint. */
  records(path: string): unknown[][] {
    const { type, typeName, metadata } = this.info(path);
    if (type !== "compound")
      throw new CellScapeError("bad-file", `${this.name}: expected records in ${path}, got ${typeName}`);
    return this.guard(
      path,
      () => {
        const rows = new this.access.library.Dataset(this.id, absolute(path)).value;
        // The library gives a list of lists for a compound type with one axis.
        return (Array.isArray(rows) ? rows : []) as unknown[][];
      },
      bytesOf(metadata) + this.access.size,
    );
  }

  /**
   * Fields of a list of records, or of `count` of them beginning at `from`, each as numbers or strings of one value a
   * record.
   *
   * @throws bad-file when there are no such records; unsupported for fields of other kinds.
   */
  recordFields(path: string, names: readonly string[], from = 0, count?: number): (NumericArray | string[])[] {
    const { shape, members = [], metadata, typeName } = this.info(path);
    if (metadata.compound_type === undefined || shape.length !== 1) {
      throw new CellScapeError("bad-file", `${this.name}: expected records in ${path}, got ${typeName} [${shape}]`);
    }
    const fields = names.map((name) => {
      const field = metadata.compound_type?.members.find((member) => member.name === name);
      if (field?.type === STRING && !field.vlen) return field;
      if (field?.littleEndian && [INTEGER, FLOAT].includes(field.type)) return field;
      const has = members.map((member) => member.name).join(", ");
      throw new CellScapeError("bad-file", `${this.name}: expected a field ${name} in ${path}, got ${has}`);
    });
    const block = { from: [from], count: [count ?? shape[0] - from] };
    const { Module } = this.access.library;
    const read = () => readRecordFields(Module, this.id, absolute(path), { metadata, fields, block });
    return this.guard(path, read, bytesOf(metadata, block.count));
  }

  /**
   * Where a list or a matrix of plain little-endian numbers lies and what its numbers are; undefined for any other array.
   *
   * @throws as `info`.
   */
  plainList(path: string): PlainList | undefined {
    const { shape, type, metadata } = this.info(path);
    const [length, width = 1] = shape;
    const numeric = (type === "integer" || type === "float") && metadata.littleEndian;
    if (shape.length < 1 || shape.length > 2 || width === 0 || !numeric) return undefined;
    const { size, signed } = metadata;
    return { address: this.address(path), length, width, type: metadata.type, size, signed };
  }

  /**
   * Where the references to the pieces of a list of text of any length lie, which `readTexts` follows; undefined for any
   * other array.
   *
   * @throws as `info`.
   */
  textList(path: string): ListLocation | undefined {
    if (this.kind(path) !== "dataset") return undefined;
    const { shape, type, metadata } = this.info(path);
    if (shape.length !== 1 || type !== "string" || !metadata.vlen) return undefined;
    return { address: this.address(path), length: shape[0], size: TEXT_REFERENCE };
  }

  /** Where the object at a path lies in the file: two paths with one address are one object. */
  address(path: string): bigint {
    const { Module } = this.access.library;
    const bytes = this.guard(path, () => Module.create_object_reference(this.id, absolute(path)));
    return new DataView(Uint8Array.from(bytes).buffer).getBigUint64(0, true);
  }

  private expectFilters(path: string, filters: readonly Filter[]): void {
    const strange = filters.find(({ id }) => id > BUILT_IN_FILTERS);
    if (strange === undefined || this.access.plugins) return;
    const filter = strange.name === "" ? `number ${strange.id}` : strange.name;
    throw new CellScapeError(
      "unsupported",
      `${this.name}: expected ${path} plain or compressed with gzip, got the HDF5 filter ${filter}; install its plugin ` +
        "(npm install h5wasm-plugins@0.2.1 --legacy-peer-deps) or rewrite the file in Python " +
        `(anndata.read_h5ad(...).write_h5ad(..., compression="gzip"))`,
    );
  }

  /** Refuse what lies in another file, by an external link or external storage. */
  private expectInside(what: string): void {
    const path = this.access.outside?.();
    if (path === undefined) return;
    throw new CellScapeError(
      "unsupported",
      `${this.name}: expected ${what} inside the file, got a link to ${path}; write all of it into one file`,
    );
  }

  /** Refuse a shape that no file of this size can hold, before memory is requested for it. */
  private expectPlausible(path: string, shape: readonly number[], size: number, filters: readonly Filter[]): void {
    const bytes = shape.reduce((product, span) => product * span, 1) * size;
    const ratio = filters.every(({ id }) => id > 1 && id < 4)
      ? 1
      : filters.some(({ id }) => id > 3)
        ? OTHER_RATIO
        : DEFLATE_RATIO;
    if (Number.isSafeInteger(bytes) && bytes <= this.access.size * ratio) return;
    throw new CellScapeError(
      "bad-file",
      `${this.name}: expected ${path} to fit the file, got a declared shape of [${shape}] in ${this.access.size} bytes`,
    );
  }

  /**
   * Whatever the library throws (strings, traps, errors) becomes one error that names the file and the thing.
   *
   * @param bytes that are read; the library gets memory for twice as many, as it converts what it reads.
   */
  private guard<T>(what: string, action: () => T, bytes = 0): T {
    this.access.bound(USUAL_MEMORY + 2 * bytes);
    try {
      const result = action();
      this.expectInside(what);
      return result;
    } catch (error) {
      this.expectInside(what);
      if (error instanceof CellScapeError) throw error;
      if (error instanceof Error && error.message.startsWith("internal:")) throw error;
      if (error instanceof WebAssembly.RuntimeError) this.access.poison();
      throw new CellScapeError("bad-file", `${this.name}: expected ${what} to be readable, got ${hdf5Reason(error)}`, {
        cause: error,
      });
    } finally {
      this.access.bound();
    }
  }
}

/** Bytes of a dataset or of a block of it, with one chunk, which is unpacked as a whole. */
function bytesOf({ shape, size, chunks }: Metadata, count: readonly number[] | undefined = undefined): number {
  const product = (spans: readonly number[] | null) => (spans ?? []).reduce((all, span) => all * span, size);
  const whole = product(shape);
  // Chunks larger than their dataset hold nothing more, and are small in sound files.
  return (count === undefined ? whole : product(count)) + (chunks ? Math.min(product(chunks), 2 * whole) : 0);
}

/** The telling line of what the HDF5 library threw. */
export function hdf5Reason(error: unknown): string {
  if (error instanceof WebAssembly.RuntimeError) return "a damaged structure that the HDF5 library cannot follow";
  const message = error instanceof Error ? error.message : String(error);
  // Failed reads and writes of the disk carry the system's own words.
  const [, system] = /error message = '([^']+)'/.exec(message) ?? [];
  if (system !== undefined) return /^no space left/i.test(system) ? "a full disk" : system.toLowerCase();
  const lines = [...message.matchAll(/^\s*#\d+: .*? in \w+\(\): (.*)$/gm)].map(([, line]) => line);
  const telling = lines.find((line) => line.includes("required filter")) ?? lines.at(-1);
  return (telling ?? message.split("\n")[0]).trim() || "an unnamed error";
}

const absolute = (path: string) => (path.startsWith("/") ? path : `/${path}`);

function dataType(metadata: Metadata): Pick<ArrayInfo, "type" | "typeName"> {
  const bits = metadata.size * 8;
  switch (metadata.type) {
    case INTEGER:
      return { type: "integer", typeName: `${metadata.signed ? "" : "u"}int${bits}` };
    case FLOAT:
      return { type: "float", typeName: `float${bits}` };
    case ENUM:
      return isBoolean(metadata) ? { type: "boolean", typeName: "boolean" } : { type: "integer", typeName: "enum" };
    case STRING:
      return { type: "string", typeName: "string" };
    case COMPOUND:
      return { type: "compound", typeName: "records" };
    default:
      return {
        type: "other",
        typeName: metadata.type === REFERENCE ? "references" : `HDF5 type class ${metadata.type}`,
      };
  }
}
