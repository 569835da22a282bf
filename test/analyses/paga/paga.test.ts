import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { groupPositions, paga } from "../../../src/analyses/paga/paga.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";
import type { Neighbors } from "../../../src/math/neighbors/nearest.ts";

interface Case {
  readonly name: string;
  readonly k: number;
  readonly indices: number[];
  readonly distances: number[];
  readonly codes: number[];
  readonly groups: number;
  readonly connectivities: number[];
  readonly tree: number[];
}
const fixture: { cases: Case[] } = JSON.parse(readFileSync("fixtures/paga.json", "utf8"));

const neighborsOf = ({ k, indices, distances }: Case): Neighbors => ({
  k,
  indices: Uint32Array.from(indices),
  distances: Float64Array.from(distances),
});

const groupsOf = (codes: readonly number[], count: number): CategoryColumn => ({
  kind: "category",
  codes: Int32Array.from(codes),
  categories: Array.from({ length: count }, (_, i) => `g${i}`),
  ordered: false,
});

describe.each(fixture.cases)("on $name", (one) => {
  const g = one.groups;
  const got = paga(neighborsOf(one), groupsOf(one.codes, g));

  test("connectivities equal scanpy's", () => {
    one.connectivities.forEach((wanted, e) => {
      expect(got.connectivities[e]).toBeCloseTo(wanted, 12);
    });
  });

  test("the tree equals scanpy's", () => {
    one.tree.forEach((wanted, e) => {
      expect(got.tree[e]).toBeCloseTo(wanted, 12);
    });
  });

  test("connectivities are symmetric, and the tree joins all that they join", () => {
    for (let a = 0; a < g; a++) {
      expect(got.connectivities[a * g + a]).toBe(0);
      for (let b = 0; b < g; b++) expect(got.connectivities[a * g + b]).toBe(got.connectivities[b * g + a]);
    }
    expect(piecesOf(got.tree, g)).toBe(piecesOf(got.connectivities, g));
    expect(got.tree.filter((value) => value > 0).length).toBe(g - piecesOf(got.tree, g));
  });
});

test("a cell without a group, or a group without cells, changes nothing for the others", () => {
  // Two groups of two cells that are each other's neighbours, and a cell that is everyone's neighbour.
  const neighbors: Neighbors = {
    k: 2,
    indices: Uint32Array.from([1, 4, 0, 2, 3, 1, 2, 4, 0, 1]),
    distances: new Float64Array(10).fill(1),
  };
  const { sizes, connectivities } = paga(neighbors, groupsOf([0, 0, 2, 2, -1], 3));
  expect(Array.from(sizes)).toEqual([2, 0, 2]);
  // Edges between: 1 -> 2 and 2 -> 1. Leaving: 3 each. Expected (3 * 2 + 3 * 2) / 3 = 4.
  expect(Array.from(connectivities)).toEqual([0, 0, 0.5, 0, 0, 0, 0.5, 0, 0]);
});

test("one group has nothing to hang together with", () => {
  const neighbors: Neighbors = { k: 1, indices: Uint32Array.from([1, 0]), distances: Float64Array.from([1, 1]) };
  const { connectivities, tree } = paga(neighbors, groupsOf([0, 0], 1));
  expect([Array.from(connectivities), Array.from(tree)]).toEqual([[0], [0]]);
});

test("groups of other cells are refused", () => {
  expect(() => paga(neighborsOf(fixture.cases[0]), groupsOf([0], 1))).toThrow(/expected \[cells=200\], got \[1\]/);
});

test("a group is drawn at the median of its cells", () => {
  const map = { rows: 6, columns: 2, values: Float32Array.from([0, 9, 1, 8, 50, 7, 4, 1, 6, 3, 100, 100]) };
  const before = map.values.slice();
  const { rows, columns, values } = groupPositions(map, groupsOf([0, 0, 0, 1, 1, -1], 3));
  expect([rows, columns]).toEqual([3, 2]);
  expect(Array.from(values)).toEqual([1, 8, 5, 2, Number.NaN, Number.NaN]);
  expect(map.values).toEqual(before);
});

/** Connected pieces of groups. */
function piecesOf(weights: Float64Array, g: number): number {
  const piece = Array.from({ length: g }, (_, a) => a);
  for (let e = 0; e < g * g; e++) {
    if (weights[e] === 0) continue;
    const [from, to] = [piece[Math.floor(e / g)], piece[e % g]];
    piece.forEach((value, a) => {
      if (value === from) piece[a] = to;
    });
  }
  return new Set(piece).size;
}
