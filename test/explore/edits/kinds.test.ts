import { expect, test } from "vitest";
import { silentTask } from "../../../src/core/task.ts";
import type { Labelled } from "../../../src/explore/edits/labelled.ts";
import { type Edit, editSchema, planEdit } from "../../../src/explore/edits/registry.ts";
import { around, groups, labelledBy, labelsIn, lineTissue } from "./tissue.ts";

const column = "cellscape_domain";
const start = labelledBy(
  { [column]: groups("1", "1", "2", "2", "3", "") },
  { [column]: ["#aa0000", "#00aa00", "#0000aa"] },
);
const tissue = lineTissue(6);

async function after(edit: Edit, before: Labelled = start): Promise<Labelled> {
  return (await planEdit(editSchema.parse(edit) as Edit, before, tissue, silentTask))(before);
}

test("a renamed group keeps its cells, place and colour", async () => {
  const changed = await after({ edit: "rename", column, group: "2", to: "White matter" });
  expect(labelsIn(changed, column)).toEqual(["1", "1", "White matter", "White matter", "3", ""]);
  expect(changed.columns.get(column)).toMatchObject({ categories: ["1", "White matter", "3"] });
  expect(changed.colors.get(column)).toEqual(["#aa0000", "#00aa00", "#0000aa"]);
});

test("merged groups take the place and colour of the first named, and cells without a group stay so", async () => {
  const changed = await after({ edit: "merge", column, groups: ["3", "1"], to: "Deep" });
  expect(labelsIn(changed, column)).toEqual(["Deep", "Deep", "2", "2", "Deep", ""]);
  expect(changed.columns.get(column)).toMatchObject({ categories: ["2", "Deep"] });
  expect(changed.colors.get(column)).toEqual(["#00aa00", "#0000aa"]);
});

test("cells of an area become a new group with a colour of its own, of the named groups only", async () => {
  const choice = { areas: [{ ring: around(1, 4), how: "add" as const }] };
  const changed = await after({ edit: "assign", column, choice, of: ["1", "2"], to: "Rim" });
  expect(labelsIn(changed, column)).toEqual(["1", "Rim", "Rim", "Rim", "3", ""]);
  // All cells of 2 have moved: it is no group any more.
  expect(changed.columns.get(column)).toMatchObject({ categories: ["1", "3", "Rim"] });
  const colors = changed.colors.get(column) ?? [];
  expect(colors.slice(0, 2)).toEqual(["#aa0000", "#0000aa"]);
  expect(new Set(colors).size).toBe(3);
});

test("cells move to a group that exists, by name too, and out of all groups", async () => {
  const moved = await after({ edit: "assign", column, choice: { cells: ["c5", "c0"] }, to: "3" });
  expect(labelsIn(moved, column)).toEqual(["3", "1", "2", "2", "3", "3"]);
  const removed = await after({ edit: "assign", column, choice: { cells: ["c4"] }, to: null });
  expect(labelsIn(removed, column)).toEqual(["1", "1", "2", "2", "", ""]);
});

test("areas are added, subtracted and intersected in their order, within a group of a column where one is named", async () => {
  const of = async (areas: object[]) => {
    const edit = editSchema.parse({ edit: "assign", column, choice: { areas }, to: "x" });
    return labelsIn(await after(edit as Edit), column).flatMap((label, i) => (label === "x" ? [i] : []));
  };
  const [all, middle, left] = [around(0, 4), around(2, 3), around(0, 2)];
  expect(await of([{ ring: all }, { ring: middle, how: "subtract" }])).toEqual([0, 1, 4]);
  expect(await of([{ ring: all }, { ring: middle, how: "intersect" }])).toEqual([2, 3]);
  expect(await of([{ ring: all }, { ring: middle, how: "subtract" }, { ring: left, how: "intersect" }])).toEqual([
    0, 1,
  ]);
  expect(await of([{ ring: all, within: { column, group: "2" } }])).toEqual([2, 3]);
});

test("groups in another order keep cells and colours", async () => {
  const changed = await after({ edit: "reorder", column, order: ["3", "1", "2"] });
  expect(labelsIn(changed, column)).toEqual(labelsIn(start, column));
  expect(changed.columns.get(column)).toMatchObject({ categories: ["3", "1", "2"] });
  expect(changed.colors.get(column)).toEqual(["#0000aa", "#aa0000", "#00aa00"]);
});

test("a colour changes, and a copied column is edited apart from the first", async () => {
  const recolored = await after({ edit: "recolor", column, group: "2", color: "#123456" });
  expect(recolored.colors.get(column)).toEqual(["#aa0000", "#123456", "#0000aa"]);
  const copied = await after({ edit: "copy-column", column, to: "layer" });
  const renamed = await after({ edit: "rename", column: "layer", group: "1", to: "L1" }, copied);
  expect(labelsIn(renamed, "layer")[0]).toBe("L1");
  expect(labelsIn(renamed, column)[0]).toBe("1");
  expect(renamed.colors.get("layer")).toEqual(start.colors.get(column));
});

test("a chosen kind changes places with the domains, and again brings them back", async () => {
  const kinds = labelledBy(
    {
      [column]: groups("1", "1", "2", "2", "3", ""),
      cellscape_confidence: { kind: "number", values: Float64Array.of(1, 1, 1, 0.5, 1, Number.NaN) },
      cellscape_alternative_1: groups("1", "2", "2", "3", "3", ""),
    },
    { [column]: ["#aa0000", "#00aa00", "#0000aa"], cellscape_alternative_1: ["#111111", "#222222", "#333333"] },
  );
  const chosen = await after({ edit: "kind", kind: 2 }, kinds);
  expect(labelsIn(chosen, column)).toEqual(["1", "2", "2", "3", "3", ""]);
  expect(labelsIn(chosen, "cellscape_alternative_1")).toEqual(labelsIn(kinds, column));
  expect(chosen.colors.get(column)).toEqual(["#111111", "#222222", "#333333"]);
  const back = await after({ edit: "kind", kind: 2 }, chosen);
  expect(back.columns.get(column)).toEqual(kinds.columns.get(column));
  expect(back.columns.get("cellscape_confidence")).toEqual(kinds.columns.get("cellscape_confidence"));
  expect(back.colors.get(column)).toEqual(kinds.colors.get(column));
});

test.each([
  [{ edit: "rename", column, group: "7", to: "x" }, /expected a group of 1, 2, 3, got 7/],
  [{ edit: "rename", column, group: "1", to: "2" }, /expected a name that no group has, got 2; merge/],
  [
    { edit: "rename", column: "layer", group: "1", to: "x" },
    /expected a column of obs, got layer; there are cellscape_domain/,
  ],
  [{ edit: "merge", column, groups: ["1", "1"] }, /expected different groups/],
  [{ edit: "merge", column, groups: ["1", "2"], to: "3" }, /expected a name that no group has, got 3/],
  [{ edit: "reorder", column, order: ["1", "2"] }, /expected each of 1, 2, 3 once, got 1, 2/],
  [{ edit: "reorder", column, order: ["1", "2", "3", "1"] }, /expected each of 1, 2, 3 once/],
  [{ edit: "copy-column", column, to: column }, /expected the name of a new column/],
  [
    { edit: "assign", column, choice: { cells: ["nobody"] }, to: "x" },
    /expected names of cells \(such as c0\), got nobody/,
  ],
  [
    { edit: "assign", column, choice: { areas: [{ ring: around(90, 95) }] }, to: "x" },
    /expected cells in the areas, got none/,
  ],
  [
    { edit: "assign", column, choice: { cells: ["c0"] }, of: ["2"], to: "x" },
    /expected selected cells of 2, got none among 1/,
  ],
  [
    { edit: "assign", column, choice: { areas: [{ ring: around(0, 1), layout: "X_umap" }] }, to: "x" },
    /expected obsm\/X_umap/,
  ],
  [{ edit: "kind", kind: 2 }, /expected kinds of partition beside the result, got none/],
  [
    { edit: "hints", column, labels: [{ label: "x", choice: { cells: ["c0"] } }] },
    /expected a result with an embedding/,
  ],
])("%j is refused in words", async (edit, message) => {
  await expect(after(edit as Edit)).rejects.toThrow(message);
});

test("cells of a selection of the page move as it was drawn", async () => {
  const steps = [
    { mode: "new" as const, shape: { kind: "polygon" as const, layout: "Tissue", corners: around(0, 3).flat() } },
    { mode: "subtract" as const, shape: { kind: "category" as const, column, category: "1" } },
  ];
  const changed = await after({ edit: "assign", column, choice: { steps }, to: "x" });
  expect(labelsIn(changed, column)).toEqual(["1", "1", "x", "x", "3", ""]);
  const strange = [{ ...steps[0], shape: { ...steps[0].shape, layout: "UMAP" } }];
  await expect(after({ edit: "assign", column, choice: { steps: strange }, to: "x" })).rejects.toThrow(
    /expected a layout/,
  );
});
