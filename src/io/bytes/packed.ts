import { CellScapeError } from "../../core/errors.ts";

/** Arrays of numbers that are kept as their bytes. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** A value in two parts: all but its number arrays as JSON, and these. */
export interface Packed {
  /** The value as plain JSON, each array of numbers in place of its index. */
  readonly tree: Json;
  /** Each array once, however often it occurs. */
  readonly arrays: readonly NumberArray[];
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Kinds of number arrays by name, with what makes one of a length. */
export const arrayKinds = {
  Float64Array: (length: number) => new Float64Array(length),
  Float32Array: (length: number) => new Float32Array(length),
  Int32Array: (length: number) => new Int32Array(length),
  Uint32Array: (length: number) => new Uint32Array(length),
  Int16Array: (length: number) => new Int16Array(length),
  Uint16Array: (length: number) => new Uint16Array(length),
  Int8Array: (length: number) => new Int8Array(length),
  Uint8Array: (length: number) => new Uint8Array(length),
} as const satisfies Record<string, (length: number) => NumberArray>;

export type ArrayKind = keyof typeof arrayKinds;

/** The name of an array's kind. */
export function kindOf(array: NumberArray): ArrayKind {
  // Every member of the union is named in the table, and by its own constructor.
  return array.constructor.name as ArrayKind;
}

/**
 * Take a value of plain records, lists, maps, sets, texts, numbers and typed arrays apart for keeping. Records keep their
 * order, and numbers every bit.
 *
 * @throws Error for anything else, such as a function: a fault of the caller.
 */
export function pack(value: unknown): Packed {
  const arrays: NumberArray[] = [];
  const places = new Map<NumberArray, number>();
  const packOne = (each: unknown): Json => {
    if (each === null || typeof each === "boolean" || typeof each === "string") return each;
    if (each === undefined) return { $: "undefined" };
    if (typeof each === "number") {
      return Number.isFinite(each) && !Object.is(each, -0)
        ? each
        : { $: "number", text: Object.is(each, -0) ? "-0" : `${each}` };
    }
    if (Array.isArray(each)) return each.map(packOne);
    if (isNumberArray(each)) {
      const place = places.get(each) ?? arrays.push(each) - 1;
      places.set(each, place);
      return { $: "array", place };
    }
    if (each instanceof Map)
      return { $: "map", entries: [...each].map(([key, item]) => [packOne(key), packOne(item)]) };
    if (each instanceof Set) return { $: "set", items: [...each].map(packOne) };
    if (typeof each === "object" && Object.getPrototypeOf(each) === Object.prototype && !("$" in each)) {
      return Object.fromEntries(Object.entries(each).map(([key, item]) => [key, packOne(item)]));
    }
    throw new Error(`internal: cannot keep ${typeof each === "object" ? each.constructor.name : typeof each}`);
  };
  return { tree: packOne(value), arrays };
}

/**
 * The value that was packed.
 *
 * @throws bad-file when the parts do not fit together.
 */
export function unpack({ tree, arrays }: Packed): unknown {
  const unpackOne = (each: Json): unknown => {
    if (typeof each !== "object" || each === null) return each;
    if (isList(each)) return each.map(unpackOne);
    if (!("$" in each)) return Object.fromEntries(Object.entries(each).map(([key, item]) => [key, unpackOne(item)]));
    const { $: kind, place, text, entries, items } = each;
    if (kind === "undefined") return undefined;
    if (kind === "number" && typeof text === "string") return Number(text);
    if (kind === "array" && typeof place === "number" && arrays[place] !== undefined) return arrays[place];
    if (kind === "set" && isList(items)) return new Set(items.map(unpackOne));
    if (kind === "map" && isList(entries))
      return new Map(entries.map(entryOf).map(([key, item]) => [unpackOne(key), unpackOne(item)]));
    throw unfit();
  };
  return unpackOne(tree);
}

function entryOf(entry: Json): readonly [Json, Json] {
  if (isList(entry) && entry.length === 2) return [entry[0], entry[1]];
  throw unfit();
}

function unfit(): CellScapeError {
  return new CellScapeError("bad-file", "packed value: expected parts that fit together, got others");
}

/** `Array.isArray` does not narrow lists that are read only. */
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && value.constructor.name in arrayKinds;
}
