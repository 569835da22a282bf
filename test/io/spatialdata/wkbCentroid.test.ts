import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import { wkbCentroid } from "../../../src/io/spatialdata/wkbCentroid.ts";

interface Case {
  readonly name: string;
  readonly wkb: string;
  readonly centroid: readonly [number, number];
}

const cases: readonly Case[] = JSON.parse(readFileSync("fixtures/wkb.json", "utf8"));
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));

test.each(cases)("$name lies where shapely puts it", ({ wkb, centroid }) => {
  const [x, y] = wkbCentroid(bytes(wkb));
  // A thousandth of a micrometre, far from the origin.
  expect(Math.abs(x - centroid[0])).toBeLessThan(1e-9 * Math.max(1, Math.abs(centroid[0])));
  expect(Math.abs(y - centroid[1])).toBeLessThan(1e-9 * Math.max(1, Math.abs(centroid[1])));
});

test("shapes that are cut short are refused wherever the cut is, lines at all", () => {
  const whole = bytes(cases.find(({ name }) => name.startsWith("hole"))?.wkb ?? "");
  for (let length = 0; length < whole.length; length++) {
    expect(() => wkbCentroid(whole.subarray(0, length))).toThrow(CellScapeError);
  }
  const line = "0102000000020000000000000000000000000000000000000000000000000000000000000000000000";
  expect(() => wkbCentroid(bytes(line))).toThrow(/got shapes of kind 2/);
});

test("a shape that claims billions of corners is refused at once", () => {
  expect(() => wkbCentroid(bytes("010300000001000000ffffffff"))).toThrow(/cut short/);
  expect(() => wkbCentroid(bytes("0106000000ffffffff"))).toThrow(/cut short/);
});
