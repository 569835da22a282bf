import { expect, test } from "vitest";
import { z } from "zod";
import { boundsOf, expectationOf } from "../../../src/core/options/describe.ts";
import { names, real, whole } from "../../../src/core/options/kinds.ts";
import { nearestName } from "../../../src/core/options/nearest.ts";
import { defineOptions, option } from "../../../src/core/options/option.ts";
import { flagOf, nameOf, parseOptions } from "../../../src/core/options/parse.ts";

const { table } = defineOptions("Test", {
  out: option(z.string(), { flag: "path", description: "where to" }),
  rounds: option(whole(0, 9).default(2), { flag: "t", description: "rounds" }),
  share: option(real(0, 1).optional(), { flag: "x", description: "share", otherwise: "as the data want" }),
  columns: option(names().optional(), { flag: "list", description: "columns" }),
  strict: option(z.boolean().default(false), { description: "fail early" }),
});

test("values and texts give the same checked record, with defaults", () => {
  const expected = { out: "here", rounds: 3, columns: ["a", "b"], strict: false };
  expect(parseOptions(table, { out: "here", rounds: "3", columns: "a, b" })).toEqual(expected);
  expect(parseOptions(table, { out: "here", rounds: 3, columns: ["a", "b"], share: undefined })).toEqual(expected);
  expect(parseOptions(table, { out: "here" }).rounds).toBe(2);
});

test.each([
  [{}, "--out: expected <path> (where to), got none"],
  [{ out: "here", rounds: 10 }, "--rounds: expected a whole number from 0 to 9, got 10"],
  [{ out: "here", share: "half" }, '--share: expected a number from 0 to 1, got "half"'],
  [{ out: "here", strict: "maybe" }, '--strict: expected true or false, got "maybe"'],
  [{ out: "here", ronuds: 1 }, "unknown option ronuds; did you mean rounds?"],
  [{ out: "here", frobnicate: 1 }, "unknown option frobnicate"],
])("%j is refused", (input, message) => {
  expect(() => parseOptions(table, input)).toThrow(expect.objectContaining({ code: "bad-option", message }));
});

test("ranges and defaults are read from the schema", () => {
  expect(boundsOf(table.rounds)).toBe("from 0 to 9; default: 2");
  expect(boundsOf(table.share)).toBe("from 0 to 1; default: as the data want");
  expect(boundsOf(table.strict)).toBe("");
  expect(expectationOf(option(z.number().min(0).lt(1), { description: "p" }))).toBe("a number from 0 to below 1");
});

test("options of one owner are picked from the settings of a run", () => {
  const { of } = defineOptions("Part", { rounds: table.rounds });
  expect(of({ rounds: 4, other: "x" })).toEqual({ rounds: 4 });
});

test("the nearest name is one or two edits away, and none where all are far", () => {
  const known = ["seed", "seeds", "epochs"];
  expect(nearestName("sede", known)).toBe("seed");
  expect(nearestName("epoch", known)).toBe("epochs");
  expect(nearestName("threads", known)).toBeUndefined();
});

test("names and flags are each other's inverse", () => {
  for (const name of ["minCounts", "cellscape.spatialSize", "seed"]) expect(nameOf(flagOf(name))).toBe(name);
});
