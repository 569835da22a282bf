import type { NumericArray } from "./numbers.ts";

export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];

/** Groups, arrays and attributes, as HDF5 and zarr keep them: what AnnData is made of. Paths read `obs/_index`. */
export interface StoredTree {
  /** What the user calls the input, for messages. */
  readonly name: string;
  /** What lies at a path; undefined where nothing does. */
  kind(path: string): "group" | "dataset" | undefined;
  /** Names inside a group; none where there is no group. */
  keys(path: string): string[];
  hasAttribute(path: string, name: string): boolean;
  /** An attribute; undefined where it is missing or is neither text, number nor boolean. */
  attribute(path: string, name: string): AttributeValue | undefined;
  /** An attribute that must be text to count. */
  text(path: string, name: string): string | undefined;
  /**
   * Shape and type of an array.
   *
   * @throws bad-file when there is none or its shape cannot be; unsupported when it cannot be read by this build.
   */
  info(path: string): ArrayInfo;
  /**
   * Numbers of an array, all of them or the block that begins at `from` and spans `count` along each axis. 64-bit
   * integers arrive as doubles, half precision as singles, booleans as 0 and 1.
   *
   * @throws bad-file when it does not hold numbers.
   */
  numbers(path: string, from?: readonly number[], count?: readonly number[]): NumericArray;
  /**
   * Strings of an array with one axis or none.
   *
   * @throws bad-file when it does not hold strings.
   */
  strings(path: string): string[];
  /** Rows of an array of records, one list of field values per row; 64-bit integers as bigint. */
  records(path: string): unknown[][];
}

/** What is known of an array without reading it. */
export interface ArrayInfo {
  readonly shape: readonly number[];
  readonly type: "integer" | "float" | "boolean" | "string" | "compound" | "other";
  /** As users write it: `float32`, `uint8`, `string`. */
  readonly typeName: string;
  readonly chunks: readonly number[] | undefined;
  /** Fields of an array of records. */
  readonly members?: readonly RecordMember[] | undefined;
}

/** A field of an array of records, with HDF5's code of its type class. */
export interface RecordMember {
  readonly name: string;
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly array_type?: Omit<RecordMember, "name"> | undefined;
}
