import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { pairOf, readTextPositions, typedColumn } from "../../../src/io/tables/positions.ts";
import { textHead } from "../../../src/io/text/head.ts";

async function headOf(text: string) {
  const head = await textHead(blobSource(new Blob([text]), "t.csv"));
  if (head === undefined) throw new Error("no table");
  return head;
}

test("a table of cells is kept as columns of text; the second line of the Single Cell Portal is left out", async () => {
  const plain = await readTextPositions(await headOf("NAME,X,Y\na,1,2\nb,3,4\n"));
  const portal = await readTextPositions(await headOf("NAME,X,Y\nTYPE,numeric,numeric\na,1,2\nb,3,4\n"));
  for (const { rows, columns } of [plain, portal]) {
    expect(rows).toBe(2);
    expect(columns).toEqual([
      ["a", "b"],
      ["1", "3"],
      ["2", "4"],
    ]);
  }
});

test("a column is of numbers where every value is one or missing, and not where all are missing", () => {
  expect(typedColumn(["1", "", "-2.5"])).toEqual({ kind: "number", values: Float64Array.of(1, Number.NaN, -2.5) });
  expect(typedColumn(["1", "x"])).toEqual({ kind: "string", values: ["1", "x"] });
  expect(typedColumn(["", "NA"])).toEqual({ kind: "string", values: ["", "NA"] });
});

test("x and y are those asked for, else those with known names", async () => {
  const head = await headOf("name,y,x,u,v\na,1,2,3,4\n");
  expect(pairOf(head)).toEqual([2, 1]);
  expect(pairOf(head, "obs/u, v")).toEqual([3, 4]);
  expect(() => pairOf(head, "u,w")).toThrow(
    /^t\.csv: expected columns u,w, got name, y, x, u, v; name them with --positions/,
  );
});
