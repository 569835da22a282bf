import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { readCellRows, readGeneRows, type TextCounts } from "../../../src/io/tables/counts.ts";
import { textHead } from "../../../src/io/text/head.ts";

async function headOf(text: string) {
  const head = await textHead(blobSource(new Blob([text]), "t.csv"));
  if (head === undefined) throw new Error("no table");
  return head;
}

const dense = ({ counts: { rows, columns, starts, indices, values } }: TextCounts) =>
  Array.from({ length: rows }, (_, i) => {
    const row = new Array<number>(columns).fill(0);
    for (let e = starts[i]; e < starts[i + 1]; e++) row[indices[e]] = values[e];
    return row;
  });

test("rows of cells and rows of genes give one matrix, each read as it lies", async () => {
  const byCell = await readCellRows(await headOf("cell,A,B,C\nc1,1,0,2\nc2,0,0,0\n"), { keys: [0], genes: [1, 2, 3] });
  const byGene = await readGeneRows(await headOf("gene,c1,c2\nA,1,0\nB,0,0.0\nC,2,0\n"), 0, [1, 2]);
  for (const found of [byCell, byGene]) {
    expect([found.cells, found.genes]).toEqual([
      ["c1", "c2"],
      ["A", "B", "C"],
    ]);
    expect(dense(found)).toEqual([
      [1, 0, 2],
      [0, 0, 0],
    ]);
  }
});

test("cells are named by several columns, rows that are no cells are passed over, columns are taken as asked", async () => {
  const head = await headOf("fov,cell_ID,A,B\n1,0,9,9\n1,1,3,4\n2,1,0,5\n");
  const found = await readCellRows(head, { keys: [1, 0], genes: [3], isCell: (row) => row[1] !== "0" });
  expect(found.cells).toEqual(["1_1", "1_2"]);
  expect(dense(found)).toEqual([[4], [5]]);
});

test("a value that is no number is refused with its line and column", async () => {
  const head = await headOf("cell,A,B\nc1,1,0\nc2,1,many\n");
  await expect(readCellRows(head, { keys: [0], genes: [1, 2] })).rejects.toThrow(
    't.csv, line 3, column B: expected a number, got "many"',
  );
  await expect(readGeneRows(head, 0, [1, 2])).rejects.toThrow("line 3, column B");
});
