import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { readTextTable, type TextTableOptions } from "../../../src/io/text/table.ts";

const read = async (content: string | Uint8Array<ArrayBuffer>, options: TextTableOptions = {}) =>
  Object.fromEntries((await readTextTable(blobSource(new Blob([content]), "table.csv"), options)).columns);

const numbers = (...values: number[]) => ({
  kind: "number",
  values: values.every(Number.isInteger) ? Int32Array.from(values) : Float64Array.from(values),
});
const strings = (...values: string[]) => ({ kind: "string", values });

test("columns are numbers where every value is one, else text; names stay text", async () => {
  const content = 'id,name,"a, b",x\n001,"say ""hi""",1,1.5\n002,two\u00e9,2,\n';
  const isText = (column: string) => column === "id";
  expect(await read(content, { isText })).toEqual({
    id: strings("001", "002"),
    name: strings('say "hi"', "two\u00e9"),
    "a, b": numbers(1, 2),
    x: { kind: "number", values: Float64Array.of(1.5, Number.NaN) },
  });
});

test("tabs and semicolons part columns too, lines may end as on Windows, and a byte order mark is no name", async () => {
  expect(await read("\ufeffa\tb\r\n1\tx,y\r\n")).toEqual({ a: numbers(1), b: strings("x,y") });
  expect(await read("a;b\n1;2\n")).toEqual({ a: numbers(1), b: numbers(2) });
});

test("a first line with numbers is no header", async () => {
  expect(await read("A-1,0,2\nB-1,1,3\n")).toEqual({ 0: strings("A-1", "B-1"), 1: numbers(0, 1), 2: numbers(2, 3) });
});

test("a quoted value may hold the end of a line", async () => {
  expect(await read('a,b\n"x\ny",1\n')).toEqual({ a: strings("x\ny"), b: numbers(1) });
});

test("a column that turns out to be text after a million bytes keeps its first values as they were written", async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `${i}.0,${i}`);
  const packed = new Uint8Array(gzipSync(`code,n\n${rows.join("\n")}\nlast,-1\n`));
  const { code, n } = await read(packed);
  expect(code.kind).toBe("string");
  expect(code.kind === "string" && [code.values[0], code.values[199_999], code.values[200_000]]).toEqual([
    "0.0",
    "199999.0",
    "last",
  ]);
  expect(n.kind === "number" && [n.values.length, n.values[200_000]]).toEqual([200_001, -1]);
});

test("numbers are those of Number(), whole ones as integers of 32 bits where they fit", async () => {
  expect(await read("a,b,c\n1e3,-0.5,3000000000\n-7,.25,1\n")).toEqual({
    a: numbers(1000, -7),
    b: numbers(-0.5, 0.25),
    c: { kind: "number", values: Float64Array.of(3e9, 1) },
  });
});
