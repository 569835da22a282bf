import type { NumericArray } from "../../src/io/stored/numbers.ts";
import type { ArrayInfo, AttributeValue, StoredTree } from "../../src/io/stored/tree.ts";

/** An array in memory: numbers or texts with a shape, one axis when it is not given. */
export interface MemoryArray {
  readonly values: NumericArray | readonly string[];
  readonly shape?: readonly number[];
  readonly typeName?: string;
}

/** A store in memory: arrays by path, attributes by path and name. Groups are what has something below it or attributes. */
export function memoryTree(
  arrays: Readonly<Record<string, MemoryArray>>,
  attributes: Readonly<Record<string, Readonly<Record<string, AttributeValue>>>> = {},
): StoredTree {
  const paths = [...Object.keys(arrays), ...Object.keys(attributes)];
  const arrayAt = (path: string): MemoryArray => {
    const found = arrays[path];
    if (found === undefined) throw new Error(`no array at ${path}`);
    return found;
  };
  const info = (path: string): ArrayInfo => {
    const { values, shape = [values.length], typeName } = arrayAt(path);
    const text = Array.isArray(values);
    const float = values instanceof Float32Array || values instanceof Float64Array;
    const type = typeName === "boolean" ? "boolean" : text ? "string" : float ? "float" : "integer";
    return { shape, type, typeName: typeName ?? (float ? "float32" : text ? "string" : "int32"), chunks: undefined };
  };
  return {
    name: "memory",
    kind(path) {
      if (path in arrays) return "dataset";
      return path === "/" || path in attributes || paths.some((each) => each.startsWith(`${path}/`))
        ? "group"
        : undefined;
    },
    keys(path) {
      const start = path === "/" ? "" : `${path}/`;
      const below = paths
        .filter((each) => each.startsWith(start) && each !== "/")
        .map((each) => each.slice(start.length));
      return [...new Set(below.map((each) => each.split("/")[0]))].filter((name) => name !== "").sort();
    },
    hasAttribute: (path, name) => attributes[path]?.[name] !== undefined,
    attribute: (path, name) => attributes[path]?.[name],
    text(path, name) {
      const value = attributes[path]?.[name];
      return typeof value === "string" ? value : undefined;
    },
    info,
    numbers(path, from, count) {
      const { values } = arrayAt(path);
      if (!ArrayBuffer.isView(values)) throw new Error(`no numbers at ${path}`);
      if (from === undefined || count === undefined) return values;
      const [, width = 1] = info(path).shape;
      return values.subarray(from[0] * width, (from[0] + count[0]) * width);
    },
    strings(path) {
      const { values } = arrayAt(path);
      if (!Array.isArray(values)) throw new Error(`no texts at ${path}`);
      return [...values];
    },
    records() {
      throw new Error("no records in memory");
    },
  };
}
