import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Column } from "../../../src/data/table.ts";
import { shownKinds } from "../../../src/explore/kinds/shownKinds.ts";
import { comparePartitions } from "../../../src/explore/partitions/comparePartitions.ts";
import { crosstabCsv } from "../../../src/explore/partitions/crosstabCsv.ts";
import { selectCells } from "../../../src/explore/selection/select.ts";
import { selectionSchema } from "../../../src/explore/selection/stepsSchema.ts";
import { resultKeys } from "../../../src/run/resultKeys.ts";
import { groups, labelledBy } from "../edits/tissue.ts";

interface Case {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly ari: number;
  readonly nmi: number;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly counts: readonly (readonly number[])[];
  readonly agreeing: number;
  readonly labelled: number;
}

const { cases } = JSON.parse(readFileSync("fixtures/partitions.json", "utf8")) as { readonly cases: readonly Case[] };

const column = (codes: readonly number[]) => ({
  codes: Int32Array.from(codes),
  categories: Array.from({ length: 9 }, (_, k) => `${k}`),
});

test.each(cases)("agreement, table and pairs are those of scikit-learn, pandas and scipy", (given) => {
  const made = comparePartitions(column(given.a), column(given.b));
  expect(made.ari).toBeCloseTo(given.ari, 12);
  expect(made.nmi).toBeCloseTo(given.nmi, 12);
  expect(made).toMatchObject({ labelled: given.labelled, unlabelled: given.a.length - given.labelled });
  expect(made.differing).toBe(given.labelled - given.agreeing);
  expect(made.differs.reduce((sum, flag) => sum + flag, 0)).toBe(made.differing);
  expect(made.rows).toEqual(given.rows.map(String));
  for (const [row, counts] of given.counts.entries()) {
    for (const [at, count] of counts.entries()) {
      const place = made.columns.indexOf(`${given.columns[at]}`);
      expect(made.counts[row * made.columns.length + place]).toBe(count);
    }
  }
  // Partners lie on the diagonal, as far as rows have one.
  const partners = [...made.partner].filter((at) => at >= 0);
  expect(partners).toEqual([...partners].sort((a, b) => a - b));
});

test("the cells that differ are those outside of the pairs, and none without a label", () => {
  const a = groups("x", "x", "y", "y", "");
  const b = groups("2", "2", "1", "2", "1");
  if (a.kind !== "category" || b.kind !== "category") throw new Error("expected groups");
  const made = comparePartitions(a, b);
  expect([...made.differs]).toEqual([0, 0, 0, 1, 0]);
  expect(made.columns).toEqual(["2", "1"]);
  expect(crosstabCsv(made, "mine \\ theirs")).toBe("mine \\ theirs,2,1\nx,2,0\ny,1,1\n");
});

test("partitions that share no labelled cell, or are of other cells, are refused", () => {
  expect(() => comparePartitions(column([0, -1]), column([-1, 0]))).toThrow(/expected cells with a group in both/);
  expect(() => comparePartitions(column([0]), column([0, 1]))).toThrow(/expected \[cells=1\], got \[2\]/);
});

test("kinds are shown with their support and what differs from the domains, the domains first", () => {
  const labelled = labelledBy({
    cellscape_domain: groups("1", "1", "2", "2", ""),
    cellscape_alternative_1: groups("1", "2", "2", "2", ""),
    cellscape_alternative_2: groups("2", "2", "1", "1", ""),
  });
  const kinds = shownKinds(labelled, resultKeys(), undefined);
  expect(kinds.map(({ kind, column: name, differing }) => [kind, name, differing])).toEqual([
    [1, "cellscape_domain", 0],
    [2, "cellscape_alternative_1", 1],
    // The same partition under other names.
    [3, "cellscape_alternative_2", 0],
  ]);
  expect([...kinds[1].sizes]).toEqual([1, 3]);
  expect(shownKinds(labelledBy({}), resultKeys(), undefined)).toEqual([]);
});

test("cells that differ are a step of a selection, so that a link and an edit can name them", () => {
  const columns: Readonly<Record<string, Column>> = {
    a: groups("x", "x", "y", "y", ""),
    b: groups("2", "2", "1", "2", "1"),
  };
  const ground = {
    cells: 5,
    places: () => undefined,
    groups: (name: string) => (columns[name]?.kind === "category" ? columns[name] : undefined),
  };
  const steps = selectionSchema.parse([{ mode: "new", shape: { kind: "differing", columns: ["a", "b"] } }]);
  expect([...selectCells(ground, steps)]).toEqual([0, 0, 0, 1, 0]);
  const wrong = selectionSchema.parse([{ mode: "new", shape: { kind: "differing", columns: ["a", "c"] } }]);
  expect(() => selectCells(ground, wrong)).toThrow(/expected a column of groups of this file, got c/);
});
