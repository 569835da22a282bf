import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Exported, exportedNames } from "../scripts/docs/exported.ts";

const all = exportedNames();
/** Each declaration once, as modules share some. */
const declared = [...new Map(all.map((each) => [`${each.file}: ${each.name}`, each])).entries()];
const functions = declared.filter(([, { kind }]) => kind === "function");

/** The text of a function, up to the brace in the first column that ends it. */
function bodyOf({ file, head }: Exported): string {
  const text = readFileSync(file, "utf8");
  const at = text.indexOf(head);
  return text.slice(at, text.indexOf("\n}\n", at));
}

const missing = (wanted: (each: Exported) => boolean) =>
  functions.filter(([, each]) => wanted(each)).map(([name]) => name);

test("every export of the public modules has a docstring", () => {
  expect(all.length).toBeGreaterThan(400);
  expect(declared.filter(([, { doc }]) => doc === undefined).map(([name]) => name)).toEqual([]);
});

test("functions that take or return numbers of cells and genes give the shapes of arrays", () => {
  const arrays = /: (Promise<)?(Matrix|Sparse|(Float32|Float64|Int32|Uint32)Array|ArrayLike<number>)\b/;
  expect(missing(({ head, doc = "" }) => arrays.test(head) && !/\[[^\]\n]+\]/.test(doc))).toEqual([]);
});

test("functions that throw say when", () => {
  const throws = (each: Exported) => /\bthrow new (CellScapeError|RangeError)\b/.test(bodyOf(each));
  expect(functions.filter(([, each]) => throws(each)).length).toBeGreaterThan(30);
  expect(missing((each) => throws(each) && !/@throws/.test(each.doc ?? ""))).toEqual([]);
});
