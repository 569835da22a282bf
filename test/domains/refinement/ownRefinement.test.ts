import { expect, test } from "vitest";
import type { Matrix } from "../../../src/data/matrix.ts";
import { refineOwn } from "../../../src/domains/refinement/ownRefinement.ts";

/** A lattice of 10 x 10, of hexagons or squares, with two labels side by side. */
function lattice(hexagons: boolean): { positions: Matrix; labels: Int32Array } {
  const values = Array.from({ length: 100 }, (_, i) => {
    const row = Math.floor(i / 10);
    return hexagons ? [(i % 10) + (row % 2) / 2, (row * Math.sqrt(3)) / 2] : [i % 10, row];
  }).flat();
  const positions = { rows: 100, columns: 2, values: Float64Array.from(values) };
  return { positions, labels: Int32Array.from({ length: 100 }, (_, i) => (i % 10 < 5 ? 0 : 1)) };
}

test("a stray cell changes by the rule of SpaGCN, on hexagons and elsewhere", async () => {
  for (const hexagons of [true, false]) {
    const { positions, labels } = lattice(hexagons);
    const stray = labels.slice();
    stray[42] = 1;
    expect([...(await refineOwn(stray, { positions }, { name: "spagcn" }))]).toEqual([...labels]);
  }
});

test("two of six neighbours on hexagons are too few to stay, and two of four elsewhere are not", async () => {
  const pair = async (hexagons: boolean) => {
    const { positions, labels } = lattice(hexagons);
    labels[42] = 1;
    labels[43] = 1;
    const refined = await refineOwn(labels, { positions }, { name: "spagcn" });
    return [refined[42], refined[43]];
  };
  expect(await pair(true)).toEqual([0, 0]);
  expect(await pair(false)).toEqual([1, 1]);
});

test("a radius takes the place of the number of neighbours", async () => {
  const { positions, labels } = lattice(false);
  labels[42] = 1;
  labels[43] = 1;
  const own = async (radius: number) => (await refineOwn(labels, { positions }, { name: "prost", radius }))[42];
  // 2 of 5 are fewer than half; alone with itself, a cell has all of it.
  expect(await own(1)).toBe(0);
  expect(await own(0.5)).toBe(1);
});

test("an unknown name is refused", async () => {
  const { positions, labels } = lattice(false);
  await expect(refineOwn(labels, { positions }, { name: "other" })).rejects.toThrow(
    /expected one of graphst, .*got other/,
  );
});
