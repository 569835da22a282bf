import { expect, test } from "vitest";
import { knownRows, parseVaried, rowsNamed, variedRows } from "../../../src/bench/plan/rows.ts";
import { seedsOf } from "../../../src/bench/plan/seedsOf.ts";
import { allMethods } from "../../../src/methods/registry.ts";

test("all stands for every method, its default and the settings worth a row", () => {
  const names = rowsNamed(["all"]).map(({ name }) => name);
  for (const { name } of allMethods()) expect(names).toContain(name);
  expect(names).toContain("cellscape paper");
  expect(new Set(names).size).toBe(names.length);
  expect(knownRows().find(({ name }) => name === "cellscape spatial-only")?.settings).toEqual({
    method: "cellscape",
    variant: "spatial-only",
  });
});

test("a mistyped name is answered with the near one", () => {
  expect(() => rowsNamed(["cellscpae"])).toThrow('--methods: expected cellscape, got "cellscpae"');
  expect(() => rowsNamed(["nothing-like-it"])).toThrow(/expected one of .*smooth/);
});

test("a varied option gives the methods that have it a row per value", () => {
  const rows = rowsNamed(["smooth", "pca"]);
  const made = variedRows(
    rows,
    [parseVaried("rounds=1, 4")],
    (method, option) => method === "smooth" && option === "rounds",
  );
  expect(made.map(({ name }) => name)).toEqual(["smooth", "smooth rounds=1", "smooth rounds=4", "pca"]);
  expect(made[2]).toMatchObject({
    settings: { method: "smooth", rounds: "4" },
    varied: { base: "smooth", value: "4" },
  });
  expect(() => variedRows(rows, [["dims", ["8"]]], () => false)).toThrow(
    "--vary: expected an option of smooth, pca, got dims; cellscape run --help all lists",
  );
  expect(() => parseVaried("dims")).toThrow("--vary: expected option=value,value");
  expect(() => parseVaried("dims=8,,9")).toThrow("--vary");
});

test("a number of seeds stands for the first ones", () => {
  expect(seedsOf(3)).toEqual([0, 1, 2]);
  expect(seedsOf([7, 5, 7])).toEqual([7, 5]);
});
