import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSampleSheet } from "../../../src/entries/node.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-sheet-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function attributesOf(lines: readonly string[]) {
  const sheet = join(folder, "sheet.csv");
  writeFileSync(sheet, `${lines.join("\n")}\n`);
  return (await readSampleSheet(sheet)).map(({ attributes }) => attributes);
}

test("what R, pandas and spreadsheets write for a missing value is missing, in numbers and in text", async () => {
  const sheet = ["path,donor,age", "a.h5ad,D1,60", "b.h5ad,NA,NA", "c.h5ad,,", "d.h5ad,#N/A,NaN", "e.h5ad,D2,71.5"];
  const lacking = { donor: undefined, age: undefined };
  expect(await attributesOf(sheet)).toEqual([
    { donor: "D1", age: 60 },
    ...[lacking, lacking, lacking],
    { donor: "D2", age: 71.5 },
  ]);
});

test("a column with one value that is no number is text", async () => {
  expect(await attributesOf(["path,age", "a.h5ad,60", "b.h5ad,old"])).toEqual([{ age: "60" }, { age: "old" }]);
});

test("a column may be called as a property that every object has", async () => {
  const [first] = await attributesOf(["path,constructor,toString", "a.h5ad,x,1", "b.h5ad,y,2"]);
  expect(Object.entries(first ?? {})).toEqual([
    ["constructor", "x"],
    ["toString", 1],
  ]);
});
