import { expect, test } from "vitest";
import { nearestInSections } from "../../src/spatial/nearestInSections.ts";
import { edgeList, positionsOf } from "./graphs.ts";

test("cells have neighbours in their own section only, fewer where it is small, and twins are neighbours", async () => {
  const positions = positionsOf([0, 0, 0, 0, 1, 0, 3, 0, 0, 0, 1, 0]);
  const sections = Int32Array.of(0, 0, 0, 0, 7, 7);
  const { graph, lists } = await nearestInSections(positions, 2, sections);
  expect(Array.from(lists)).toEqual([1, 2, 0, 2, 0, 1, 2, 0, 5, -1, 4, -1]);
  expect(edgeList(graph)).toEqual(
    [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [2, 3],
      [4, 5],
    ].flat(),
  );
});
