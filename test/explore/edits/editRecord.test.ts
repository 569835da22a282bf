import { expect, test } from "vitest";
import { addEdits, expectBegun } from "../../../src/explore/edits/applyRecord.ts";
import { editedColumns } from "../../../src/explore/edits/editedColumns.ts";
import {
  editsBeyond,
  editsFromJson,
  editsFromUns,
  editsToJson,
  editsToUns,
  labelsFingerprint,
  recordOfEdits,
} from "../../../src/explore/edits/editRecord.ts";
import { editHistory } from "../../../src/explore/edits/history.ts";
import type { Edit } from "../../../src/explore/edits/registry.ts";
import { around, groups, labelledBy, labelsIn, lineTissue } from "./tissue.ts";

const column = "layer";
const start = labelledBy({ layer: groups("a", "a", "b", "b"), other: groups("x", "x", "x", "y") });
const edits: Edit[] = [
  { edit: "rename", column, group: "a", to: 'A "quoted" <b>name</b>' },
  { edit: "assign", column, choice: { areas: [{ ring: around(1, 2), how: "add" }] }, to: "middle" },
];
const record = recordOfEdits({ column, edits, began_with: { layer: labelsFingerprint(start, column) } });

test("a record is the same after it was a document or an entry of uns", () => {
  expect(editsFromJson(editsToJson(record), "edits.json")).toEqual(record);
  expect(editsFromUns(editsToUns(record), "result.h5ad")).toEqual(record);
  const none = recordOfEdits({ column, edits: [], began_with: {} });
  expect(editsFromUns(editsToUns(none), "result.h5ad")).toEqual(none);
});

test("a record that is done again gives the same labels, and only what changed is written", async () => {
  const history = editHistory(start, lineTissue(4));
  await addEdits(history, record.edits, { where: "edits.json" });
  const after = history.labelled;
  expect(labelsIn(after, column)).toEqual(['A "quoted" <b>name</b>', "middle", "middle", "b"]);
  const written = editedColumns(start, after);
  expect(Object.keys(written.obs)).toEqual(["layer"]);
  expect(Object.keys(written.colors)).toEqual(["layer_colors"]);
});

test("a document that is none is refused with its file, entry and a suggested fix", () => {
  const wrong = (change: object) => () => editsFromJson(JSON.stringify({ ...record, ...change }), "edits.json");
  expect(() => editsFromJson("{", "edits.json")).toThrow(/^edits.json: expected edits as JSON/);
  expect(wrong({ format: "other" })).toThrow(/^edits.json: format: .*; write it with the page/);
  expect(wrong({ edits: [edits[0], { edit: "recolor", column, group: "b", color: "red" }] })).toThrow(
    /^edits.json: edit 2\/color: expected a colour such as #4263c5/,
  );
  expect(wrong({ edits: [{ edit: "paint" }] })).toThrow(/^edits.json: edit 1/);
  expect(wrong({ edits: [{ ...edits[0], colour: "red" }] })).toThrow(/^edits.json: edit 1: .*colour/);
});

test("edits of other labels are refused, as a domain of another run may have the same name", () => {
  const place = { where: "edits.json", name: "result.h5ad" };
  expect(() => expectBegun(start, record, place)).not.toThrow();
  const moved = labelledBy({ layer: groups("a", "b", "b", "b") });
  expect(() => expectBegun(moved, record, place)).toThrow(
    /^edits.json: expected the labels in obs\/layer of result.h5ad .* got other labels; .*--other-labels/,
  );
  expect(() => expectBegun(labelledBy({}), record, place)).toThrow(/no such column/);
});

test("an edit that cannot be done is named with its file and number", async () => {
  const wrong: Edit[] = [...edits, { edit: "rename", column, group: "c", to: "d" }];
  await expect(addEdits(editHistory(start, lineTissue(4)), wrong, { where: "edits.json" })).rejects.toThrow(
    /^edits.json: edit 3 \(rename\): expected a group of/,
  );
});

test("edits that a file holds already are not done twice", () => {
  expect(editsBeyond(edits, [])).toEqual(edits);
  expect(editsBeyond(edits, edits.slice(0, 1))).toEqual([edits[1]]);
  expect(editsBeyond(edits, edits)).toEqual([]);
  expect(editsBeyond([edits[1]], [edits[0]])).toEqual([edits[1]]);
});
