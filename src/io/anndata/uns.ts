import { withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5 } from "../hdf5/superblock.ts";
import type { Source } from "../source.ts";
import type { StoredTree } from "../stored/tree.ts";

/** An entry of uns as plain values: texts, numbers, flags, lists of them, and dictionaries of all. */
export type PlainValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly number[]
  | { readonly [key: string]: PlainValue };

/**
 * An entry of uns with all that lies below it; tables, records and arrays of several axes are left out.
 *
 * @param path below uns, such as `cellscape` or `cellscape/options`.
 * @returns undefined where there is none.
 * @throws bad-file when the file is damaged.
 */
export async function readUns(source: Source, path: string): Promise<PlainValue | undefined> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => plainAt(file, `uns/${path}`));
}

function plainAt(file: StoredTree, path: string): PlainValue | undefined {
  const kind = file.kind(path);
  if (kind === undefined) return undefined;
  if (kind === "dataset") return arrayAt(file, path);
  const encoding = file.text(path, "encoding-type") ?? "dict";
  if (encoding !== "dict") return undefined;
  const entries = file.keys(path).flatMap((key): [string, PlainValue][] => {
    const value = plainAt(file, `${path}/${key}`);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function arrayAt(file: StoredTree, path: string): PlainValue | undefined {
  const { type, shape } = file.info(path);
  if (shape.length > 1) return undefined;
  const single = shape.length === 0;
  if (type === "string") {
    const texts = file.strings(path);
    return single ? texts[0] : texts;
  }
  if (type !== "integer" && type !== "float" && type !== "boolean") return undefined;
  const numbers = Array.from(file.numbers(path), Number);
  if (!single) return numbers;
  return type === "boolean" ? numbers[0] !== 0 : numbers[0];
}
