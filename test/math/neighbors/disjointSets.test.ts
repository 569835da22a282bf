import { expect, test } from "vitest";
import { disjointSets } from "../../../src/math/neighbors/disjointSets.ts";

test("items begin apart, and share a root once they are joined, in any order", () => {
  const { rootOf, join } = disjointSets(6);
  expect(new Set([0, 1, 2, 3, 4, 5].map(rootOf)).size).toBe(6);
  join(0, 1);
  join(2, 3);
  join(3, 0);
  join(0, 2);
  expect(new Set([0, 1, 2, 3].map(rootOf)).size).toBe(1);
  expect(new Set([0, 4, 5].map(rootOf)).size).toBe(3);
});
