import { expect, test } from "vitest";
import { editHistory, undoable } from "../../../src/explore/edits/history.ts";
import { around, groups, labelledBy, labelsIn, lineTissue } from "./tissue.ts";

const column = "layer";
const start = labelledBy({ layer: groups("a", "a", "b", "b", "c", "c") });
const tissue = lineTissue(6);

test("a hundred edits are undone and done again one by one, with the columns of each", async () => {
  const history = editHistory(start, tissue);
  const after = [start];
  for (let step = 0; step < undoable + 30; step++) {
    if (step % 3 === 0) {
      const choice = { areas: [{ ring: around(step % 6, step % 6), how: "add" as const }] };
      await history.add({ edit: "assign", column, choice, to: `new ${step}` });
    } else {
      const { categories } = history.labelled.columns.get(column) as { readonly categories: readonly string[] };
      await history.add({ edit: "rename", column, group: categories[step % categories.length], to: `named ${step}` });
    }
    after.push(history.labelled);
  }
  const same = (step: number) => {
    expect(labelsIn(history.labelled, column)).toEqual(labelsIn(after[step], column));
    expect(history.labelled.colors.get(column)).toEqual(after[step].colors.get(column));
    expect(history.edits).toHaveLength(step);
  };
  let step = undoable + 30;
  for (let undone = 0; undone < undoable; undone++) {
    expect(history.undo()).toBeDefined();
    same(--step);
  }
  while (history.redo()) same(++step);
  expect(step).toBe(undoable + 30);
  for (const count of [0, 7, 45, 130])
    expect(labelsIn(history.after(count), column)).toEqual(labelsIn(after[count], column));
});

test("without an edit nothing is undone, and a new edit forgets what was undone", async () => {
  const history = editHistory(start, tissue);
  expect([history.canUndo, history.canRedo, history.undo(), history.redo()]).toEqual([
    false,
    false,
    undefined,
    undefined,
  ]);
  await history.add({ edit: "rename", column, group: "a", to: "x" });
  history.undo();
  expect(history.labelled).toBe(start);
  await history.add({ edit: "rename", column, group: "b", to: "y" });
  expect(history.canRedo).toBe(false);
  expect(labelsIn(history.labelled, column)).toEqual(["a", "a", "y", "y", "c", "c"]);
});

test("a refused edit is named by its number and changes nothing", async () => {
  const history = editHistory(start, tissue);
  await history.add({ edit: "rename", column, group: "a", to: "x" });
  await expect(history.add({ edit: "rename", column, group: "a", to: "z" })).rejects.toThrow(
    /^edit 2 \(rename\): expected a group of x, b, c, got a$/,
  );
  expect(history.edits).toHaveLength(1);
});
