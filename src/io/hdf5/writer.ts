import { CellScapeError } from "../../core/errors.ts";
import type { Picture } from "../../data/tissue.ts";
import type { Hdf5Access } from "../hdf5Access.ts";
import type { NumericArray } from "../stored/numbers.ts";
import type { AttributeValue } from "../stored/tree.ts";
import { BOOLEAN_MEMBER } from "./booleans.ts";
import { hdf5Reason } from "./hdf5.ts";
import { readAttribute } from "./values.ts";

/** Arrays that are stored as they are. */
export type StoredArray = NumericArray | BigInt64Array | BigUint64Array;

/** Numbers a compressed chunk holds; about what h5py chooses for long arrays, times ten for less overhead. */
const CHUNK = 1 << 16;
/** Side of the squares in which pictures are compressed. */
const SQUARE = 256;
/** Numbers handed to the library at a time. */
const PIECE = 1 << 20;
/** Bytes above which an array is handed over in pieces. */
const LARGE = 1 << 26;

/**
 * An HDF5 file open for writing. Paths are absolute and begin with a slash.
 *
 * Whatever is written takes the oldest form that HDF5 knows, which every reader understands.
 */
export class Hdf5Writer {
  private readonly access: Hdf5Access;
  private readonly file: InstanceType<Hdf5Access["library"]["File"]>;
  private open = true;
  /** Booleans written so far, all of which must be patched after `close`. */
  booleansWritten = 0;
  /** Addresses of the datasets written so far, whose times are cleared after `close`. */
  readonly datasetsWritten: bigint[] = [];

  /** @param mode `w` creates, `a` opens an existing file. */
  constructor(access: Hdf5Access, mode: "w" | "a") {
    this.access = access;
    this.file = this.guard(() => new access.library.File(access.path, mode, { libver: ["earliest", "latest"] }));
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.guard(() => this.file.close());
  }

  /** Close after a failure: what is in the file does not matter any more. */
  abandon(): void {
    if (!this.open) return;
    this.open = false;
    try {
      this.file.close();
    } catch {
      // The failure that led here is the one to report.
      this.access.poison();
    }
  }

  group(path: string, attributes: Readonly<Record<string, string>> = {}): void {
    this.guard(() => this.access.library.Module.create_group(this.file.file_id, path, false));
    for (const [name, value] of Object.entries(attributes)) this.textAttribute(path, name, value);
  }

  /** An array of any shape; empty shape for a scalar. Large ones are handed over in pieces, as chunks of rows. */
  numbers(path: string, values: StoredArray, shape: readonly number[] = [values.length]): void {
    if (values.byteLength <= LARGE) this.create({ path, data: values, shape: [...shape] });
    else this.inPieces(path, values, shape, Math.ceil((CHUNK * shape[0]) / values.length));
  }

  /** A list compressed with gzip, handed over in pieces. */
  compressed(path: string, values: StoredArray): void {
    if (values.length === 0) {
      this.numbers(path, values);
      return;
    }
    this.inPieces(path, values, [values.length], Math.min(CHUNK, values.length), { compression: "gzip" });
  }

  /** Whatever is written at once lies in the library's memory, which never shrinks: so some rows at a time. */
  private inPieces(
    path: string,
    values: StoredArray,
    [rows, ...columns]: readonly number[],
    chunkRows: number,
    filter: { readonly compression?: "gzip" } = {},
  ): void {
    const width = values.length / rows;
    const step = Math.max(1, Math.floor(PIECE / width));
    const first = Math.min(step, rows);
    const chunks = [chunkRows, ...columns];
    const maxshape = [null, ...columns];
    const data = values.subarray(0, first * width);
    this.create({ path, data, shape: [first, ...columns], maxshape, chunks, ...filter });
    this.guard(() => {
      const dataset = new this.access.library.Dataset(this.file.file_id, path);
      dataset.resize([rows, ...columns]);
      for (let at = first; at < rows; at += step) {
        const end = Math.min(at + step, rows);
        const across = columns.map((span): [number, number] => [0, span]);
        dataset.write_slice([[at, end], ...across], values.subarray(at * width, end * width));
      }
    });
  }

  /** A picture as an array of bytes, compressed with gzip in squares. */
  picture(path: string, { height, width, channels, values }: Picture): void {
    const shape = [height, width, channels];
    if (values.length === 0) this.numbers(path, values, shape);
    else {
      const chunks = [Math.min(SQUARE, height), Math.min(SQUARE, width), channels];
      this.create({ path, data: values, shape, chunks, compression: "gzip" });
    }
  }

  strings(path: string, values: readonly string[], shape: readonly number[] = [values.length]): void {
    this.create({ path, data: [...values], shape: [...shape], dtype: "S" });
  }

  booleans(path: string, values: readonly boolean[], shape: readonly number[] = [values.length]): void {
    const bytes = Int8Array.from(values, Number);
    this.create({ path, data: new Map([[BOOLEAN_MEMBER, bytes]]), shape: [...shape], dtype: BOOLEAN });
    this.booleansWritten++;
  }

  /** An array of records: one field a list; text, which must be ASCII, as bytes of one length. */
  records(path: string, fields: ReadonlyMap<string, readonly string[] | Float32Array | Float64Array>): void {
    const dtype = [...fields].map(([name, values]): [string, string] => {
      if (values instanceof Float32Array) return [name, "<f"];
      if (values instanceof Float64Array) return [name, "<d"];
      // ASCII that ends with a zero: anndata 0.12 cannot open bytes of one length that call themselves UTF-8.
      return [name, `A${1 + values.reduce((most, text) => Math.max(most, text.length), 1)}`];
    });
    const [first] = fields.values();
    this.create({ path, data: new Map(fields), shape: [first?.length ?? 0], dtype });
  }

  textAttribute(path: string, name: string, value: string): void {
    this.guard(() => this.object(path).create_attribute(name, value, [], "S"));
  }

  textListAttribute(path: string, name: string, values: readonly string[]): void {
    // anndata writes an empty list of columns as numbers, as numpy types it.
    const [data, dtype] = values.length === 0 ? [new Float64Array(0), "<d"] : [[...values], "S"];
    this.guard(() => this.object(path).create_attribute(name, data, [values.length], dtype));
  }

  /** Sizes as 64-bit integers. */
  sizesAttribute(path: string, name: string, sizes: readonly number[]): void {
    const data = BigInt64Array.from(sizes, BigInt);
    this.guard(() => this.object(path).create_attribute(name, data, [sizes.length], "<q"));
  }

  booleanAttribute(path: string, name: string, value: boolean): void {
    const data = new Map([[BOOLEAN_MEMBER, Int8Array.of(Number(value))]]);
    this.guard(() => this.object(path).create_attribute(name, data, [], BOOLEAN));
    this.booleansWritten++;
  }

  /**
   * The attribute of one object, on another one.
   *
   * @throws unsupported for a type that the library cannot write.
   */
  copyAttribute(from: string, to: string, name: string): void {
    // Read it in our way first: the library's own reading may not survive a damaged one.
    const plain = this.attribute(from, name);
    if (typeof plain === "boolean") {
      this.booleanAttribute(to, name, plain);
      return;
    }
    const attribute = this.guard(() => this.object(from).attrs[name]);
    try {
      const { value, shape, dtype } = attribute;
      if (value === null || typeof value === "boolean" || dtype === "unknown") throw new Error("unwritable");
      // The library writes what it has read; its types for the two differ.
      this.object(to).create_attribute(name, value as Parameters<typeof this.file.create_attribute>[1], shape, dtype);
    } catch (error) {
      throw new CellScapeError(
        "unsupported",
        `${this.access.name}: expected to carry the attribute ${name} of ${from} over, got a type that cannot be written; remove it`,
        { cause: error },
      );
    }
  }

  /** A text attribute; undefined where there is none. */
  text(path: string, name: string): string | undefined {
    if (!this.attributeNames(path).includes(name)) return undefined;
    const value = this.attribute(path, name);
    return typeof value === "string" ? value : undefined;
  }

  /** A list of text; without the attribute, the names of what the group holds. */
  textList(path: string, name: string): string[] {
    if (!this.attributeNames(path).includes(name)) return this.keys(path);
    const value = this.attribute(path, name);
    return Array.isArray(value) ? value.map(String) : [];
  }

  attributeNames(path: string): string[] {
    return this.guard(() => this.access.library.Module.get_attribute_names(this.file.file_id, path));
  }

  keys(path: string): string[] {
    return this.guard(() => this.access.library.Module.get_names(this.file.file_id, path, false));
  }

  /**
   * Make `to` another name of the object at `from`; links stay the links that they are.
   *
   * @returns whether it is a name of an object; false for a link by path, which may lead elsewhere once groups are replaced.
   */
  link(from: string, to: string): boolean {
    const { Module } = this.access.library;
    const { file_id } = this.file;
    return this.guard(() => {
      const soft: string | null = Module.get_symbolic_link(file_id, from);
      const outside: { filename?: string; obj_path?: string } = Module.get_external_link(file_id, from);
      if (soft !== null) Module.create_soft_link(file_id, soft, to);
      else if (outside.filename !== undefined && outside.obj_path !== undefined) {
        Module.create_external_link(file_id, outside.filename, outside.obj_path, to);
      } else {
        Module.create_hard_link(file_id, from, to);
        return true;
      }
      return false;
    });
  }

  /** Where the object at a path lies in the file. */
  address(path: string): bigint {
    const bytes = this.guard(() => this.access.library.Module.create_object_reference(this.file.file_id, path));
    return new DataView(Uint8Array.from(bytes).buffer).getBigUint64(0, true);
  }

  private attribute(path: string, name: string): AttributeValue | undefined {
    return this.guard(() => readAttribute(this.access.library.Module, this.file.file_id, path, name));
  }

  private object(path: string) {
    // Attributes are reached by path alone, so a group object serves for datasets as well.
    return new this.access.library.Group(this.file.file_id, path);
  }

  private create(options: { path: string } & Omit<Parameters<typeof this.file.create_dataset>[0], "name">): void {
    const { path, ...rest } = options;
    this.guard(() => this.object("/").create_dataset({ name: path.slice(1), ...rest }));
    this.datasetsWritten.push(this.address(path));
  }

  /** What the library throws while writing is a problem of the output. */
  private guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof CellScapeError) throw error;
      if (error instanceof WebAssembly.RuntimeError) this.access.poison();
      const reason = hdf5Reason(error);
      throw new CellScapeError("cannot-write", `${this.access.name}: expected to write it, got ${reason}`, {
        cause: error,
      });
    }
  }
}

/** A compound type of one int8 member that `patchBooleans` turns into a boolean. */
const BOOLEAN = {
  compound_type: {
    nmembers: 1,
    members: [
      {
        name: BOOLEAN_MEMBER,
        offset: 0,
        type: 0,
        size: 1,
        signed: true,
        vlen: false,
        littleEndian: true,
        shape: [],
        maxshape: null,
        chunks: null,
        total_size: 1,
      },
    ],
  },
};
