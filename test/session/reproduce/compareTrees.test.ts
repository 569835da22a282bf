import { expect, test } from "vitest";
import type { StoredTree } from "../../../src/io/stored/tree.ts";
import { compareTrees } from "../../../src/session/reproduce/compareTrees.ts";
import { differenceLine } from "../../../src/session/reproduce/lines.ts";
import { verdictOf } from "../../../src/session/reproduce/verdict.ts";

type Arrays = Readonly<Record<string, readonly number[] | readonly string[]>>;

/** A tree in memory that holds lists of numbers and texts. */
function treeOf(arrays: Arrays): StoredTree {
  const paths = Object.keys(arrays);
  const list = (path: string) => arrays[path] ?? [];
  return {
    name: "tree",
    kind: (path) =>
      path in arrays ? "dataset" : paths.some((each) => each.startsWith(`${path}/`)) ? "group" : undefined,
    keys: (group) => {
      const start = group === "/" ? "" : `${group}/`;
      const inside = paths
        .filter((path) => path.startsWith(start))
        .map((path) => path.slice(start.length).split("/")[0]);
      return [...new Set(inside)];
    },
    hasAttribute: () => false,
    attribute: () => undefined,
    text: () => undefined,
    info: (path) => ({
      shape: [list(path).length],
      type: typeof list(path)[0] === "string" ? "string" : "float",
      typeName: "",
      chunks: undefined,
    }),
    numbers: (path) => Float64Array.from(list(path), Number),
    strings: (path) => list(path).map(String),
    records: () => [],
  };
}

const result: Arrays = {
  "obs/_index": ["a", "b", "c", "d"],
  "obs/cellscape_domain/codes": [0, 0, 1, 1],
  "obs/cellscape_domain/categories": ["1", "2"],
  "obsm/X_cellscape_spatial": [1, 2, 3, Number.NaN],
  "uns/cellscape/timings_seconds/total": [1],
  "uns/cellscape/version": ["1.0.0"],
};
const differences = (changed: Arrays) => compareTrees(treeOf(result), treeOf({ ...result, ...changed }));

test("equal arrays differ in nothing, NaN and all, whatever the timings and the version", () => {
  expect(differences({ "uns/cellscape/timings_seconds/total": [2], "uns/cellscape/version": ["2.0.0"] })).toEqual([]);
});

test("the stage that is computed first comes first, with the size of each difference", () => {
  const found = differences({
    "obs/cellscape_domain/codes": [0, 1, 1, 1],
    "obsm/X_cellscape_spatial": [1, 2.5, 3, Number.NaN],
    "obs/_index": ["a", "b", "c", "e"],
  });
  expect(found.map(differenceLine)).toEqual([
    "input, obs/_index: 1 of 4 values differ",
    "embedding, obsm/X_cellscape_spatial: largest difference 0.500 (values up to 3.00)",
    "domains, obs/cellscape_domain: 1 of 4 labels differ (ARI 0.000)",
  ]);
});

test("labels that are only numbered anew differ as labels and agree as a partition", () => {
  const [{ how }] = differences({ "obs/cellscape_domain/codes": [1, 1, 0, 0] });
  expect(how).toEqual({ kind: "labels", differing: 4, of: 4, ari: 1 });
});

test("arrays that are missing or of another shape are named", () => {
  const { "obsm/X_cellscape_spatial": _, ...without } = result;
  expect(compareTrees(treeOf(result), treeOf(without)).map(differenceLine)).toEqual([
    "embedding, obsm/X_cellscape_spatial: absent from the repeated result",
  ]);
  expect(differences({ "obsm/X_cellscape_spatial": [1] }).map(differenceLine)).toEqual([
    "embedding, obsm/X_cellscape_spatial: shape 4 recorded, 1 repeated",
  ]);
});

test("rounding counts as a difference of the same program, and as none of another engine", () => {
  const slight = differences({ "obsm/X_cellscape_spatial": [1, 2, 3.001, Number.NaN] });
  expect(verdictOf(slight, { sameBytes: false, sameProgram: true })).toBe("different");
  expect(verdictOf(slight, { sameBytes: false, sameProgram: false })).toBe("equivalent");
  const labels = differences({ "obs/cellscape_domain/codes": [0, 1, 1, 1] });
  expect(verdictOf(labels, { sameBytes: false, sameProgram: false })).toBe("different");
  expect(verdictOf([], { sameBytes: false, sameProgram: true })).toBe("same values");
  expect(verdictOf([], { sameBytes: true, sameProgram: true })).toBe("same bytes");
});
