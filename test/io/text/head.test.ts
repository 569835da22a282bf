import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { textHead } from "../../../src/io/text/head.ts";
import { numberOf, textRows } from "../../../src/io/text/rows.ts";

const fileOf = (...parts: (string | Uint8Array<ArrayBuffer>)[]) => blobSource(new Blob(parts), "t.csv");

test.each([
  [",", "a,b,c\n1,2,3\n"],
  ["\t", "a\tb\tc\n1\t2\t3\n"],
  [";", "a;b;c\n1;2;3\n"],
])("the delimiter %j, the header and the first rows are found", async (delimiter, text) => {
  const head = await textHead(fileOf(text));
  expect(head).toMatchObject({
    dialect: { delimiter },
    header: ["a", "b", "c"],
    unnamedRows: false,
    remarks: [],
    rows: [["1", "2", "3"]],
  });
});

test("a gzip file has the head of what is packed in it", async () => {
  const head = await textHead(fileOf(new Uint8Array(gzipSync("x,y\n1,2\n"))));
  expect(head?.header).toEqual(["x", "y"]);
});

test("a header one name short is that of R, whose rows begin with a name", async () => {
  const head = await textHead(fileOf("A,B\ncell1,3,4\ncell2,5,6\n"));
  expect(head).toMatchObject({ header: ["", "A", "B"], unnamedRows: true });
});

test("remarks before the header are kept apart, and a delimiter inside of quotes counts for nothing", async () => {
  const head = await textHead(fileOf('#made by\n#someone\n"a;b;c;d",y\n1,2\n'));
  expect(head).toMatchObject({
    dialect: { delimiter: "," },
    remarks: ["#made by", "#someone"],
    header: ["a;b;c;d", "y"],
  });
});

test.each(["one column\n1\n2\n", "1,2,3\n4,5,6\n", "", "plain words without any\n"])(
  "%j is no table with a header",
  async (text) => {
    expect(await textHead(fileOf(text))).toBeUndefined();
  },
);

async function rowsOf(text: string) {
  const head = await textHead(fileOf(text));
  if (head === undefined) throw new Error("no table");
  const rows: [number, ...string[]][] = [];
  for await (const block of textRows(head)) {
    for (const [at, row] of block.rows.entries()) rows.push([block.line + at, ...row]);
  }
  return rows;
}

test("rows keep the number of their line over remarks and empty lines", async () => {
  expect(await rowsOf("#r\nx,y\n\n1,2\n3,4\n\n\n5,6\n")).toEqual([
    [4, "1", "2"],
    [5, "3", "4"],
    [8, "5", "6"],
  ]);
});

test("a row of another width is refused with its line", async () => {
  await expect(rowsOf("x,y\n1,2\n3\n")).rejects.toThrow(/^t\.csv, line 3: expected 2 values, got 1$/);
});

test("a value is a finite number or refused with its place", () => {
  const where = () => "t.csv, line 2, column y";
  expect(["1", "-2.5e3", " 7 "].map((text) => numberOf(text, where))).toEqual([1, -2500, 7]);
  expect(() => numberOf("", where)).toThrow("t.csv, line 2, column y: expected a number, got nothing");
  for (const text of ["NA", "nan", "Infinity", "1,5", "x"]) {
    expect(() => numberOf(text, where)).toThrow(`expected a number, got ${JSON.stringify(text)}`);
  }
});
