import { expect, test } from "vitest";
import { sharedUnit } from "../../../src/preprocess/units/sharedUnit.ts";

test("one unit is that of all samples", () => {
  expect(sharedUnit([0.5, 0.5, 0.5])).toEqual({ unitUm: 0.5, notes: [] });
});

test("units that differ by at most 1 % have a common one, their mean, and a note states both ends", () => {
  const { unitUm, notes } = sharedUnit([0.7302, 0.7352]);
  expect(unitUm).toBeCloseTo(0.7327, 12);
  expect(notes).toEqual([
    "positions of the samples are in units from 0.7302 to 0.7352 um: scale bars and distances take their mean, 0.7327 um",
  ]);
});

test("units that differ by more have none, and a note states why there is no scale bar", () => {
  const { unitUm, notes } = sharedUnit([0.5, 0.73]);
  expect(unitUm).toBeUndefined();
  expect(notes).toEqual([
    "positions of the samples are in units from 0.5 to 0.73 um: without a common one there is no scale bar (--unit-um sets it)",
  ]);
});

test("one sample whose unit is not known leaves none for all", () => {
  expect(sharedUnit([0.5, undefined])).toEqual({ notes: [] });
  expect(sharedUnit([undefined, undefined])).toEqual({ notes: [] });
});
