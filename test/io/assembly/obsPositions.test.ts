import { expect, test } from "vitest";
import type { Column } from "../../../src/data/table.ts";
import { tablePositions } from "../../../src/io/assembly/obsPositions.ts";

const numbers = (...values: number[]): Column => ({ kind: "number", values: Float64Array.from(values) });
const obs = {
  rows: 2,
  columns: new Map<string, Column>([
    ["name", { kind: "string", values: ["a", "b"] }],
    ["x", numbers(1, 2)],
    ["y", numbers(3, 4)],
    ["depth", numbers(7, 8)],
  ]),
};

test("known names are taken with a note, names that are given without one, with obs/ or without", () => {
  const found = tablePositions("a", obs);
  expect([...found.positions.values]).toEqual([1, 3, 2, 4]);
  expect([found.from, found.notes]).toEqual(["obs/x,obs/y", ["positions were taken from obs/x,obs/y"]]);
  for (const wanted of ["obs/depth,obs/x", "depth, x"]) {
    const given = tablePositions("a", obs, wanted);
    expect([...given.positions.values]).toEqual([7, 1, 8, 2]);
    expect(given).toMatchObject({ from: "obs/depth,obs/x", notes: [] });
  }
});

test("text, one column and columns that are not there are refused with those that are", () => {
  for (const wanted of ["name,x", "x", "x,z", "x,y,depth"]) {
    expect(() => tablePositions("a", obs, wanted)).toThrow(
      `a: expected positions in ${wanted}, got numbers in x, y, depth`,
    );
  }
  const without = { rows: 2, columns: new Map([["depth", numbers(1, 2)]]) };
  expect(() => tablePositions("a", without)).toThrow(
    /expected columns with the positions of the cells, got numbers in depth/,
  );
});
