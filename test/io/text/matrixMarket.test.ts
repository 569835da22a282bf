import fc from "fast-check";
import { expect, test } from "vitest";
import type { Source } from "../../../src/io/source.ts";
import { readMatrixMarketEntries, readMatrixMarketHeader } from "../../../src/io/text/matrixMarket.ts";

/** A file that comes in pieces of a few bytes, as a slow disk gives them. */
function dripping(content: string, piece: number): Source {
  const bytes = new TextEncoder().encode(content);
  return {
    kind: "file",
    name: "matrix.mtx",
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + Math.min(length, piece)),
    mount: () => Promise.reject(new Error("not needed")),
    beside: async () => undefined,
  };
}

async function entriesOf(source: Source): Promise<number[][]> {
  const found: number[][] = [];
  for await (const { length, rows, columns, values } of readMatrixMarketEntries(source)) {
    for (let k = 0; k < length; k++) found.push([rows[k], columns[k], values[k]]);
  }
  return found;
}

/** Numbers as programs write them: whole, with decimals, with exponents, signed. */
const numerals = fc.oneof(
  fc.nat(1_000_000).map(String),
  fc.tuple(fc.nat(99_999), fc.nat(99_999)).map(([whole, decimals]) => `${whole}.${decimals}`),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }).map(String),
  fc.constantFrom(
    "0",
    "007",
    "1.",
    ".5",
    "+3",
    "-2.50",
    "1e3",
    "2.5E-3",
    "123456789012345678",
    "9007199254740993",
    "9.007199254740993",
    "0.1000000000000000055",
  ),
);

test("entries are those of splitting lines and Number(), however the bytes are cut", async () => {
  const entry = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }), numerals);
  const blank = fc.constantFrom(" ", "\t", "  ");
  const end = fc.constantFrom("\n", "\r\n", " \n", "\n\n");
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 30 }),
      blank,
      end,
      fc.integer({ min: 1, max: 50 }),
      async (entries, gap, close, piece) => {
        const lines = entries.map((parts) => parts.join(gap) + close).join("");
        const source = dripping(
          `%%MatrixMarket matrix coordinate real general\n% made here\n\n300 40 ${entries.length}${close}${lines}`,
          piece,
        );
        expect(await readMatrixMarketHeader(source)).toEqual({
          field: "real",
          rows: 300,
          columns: 40,
          entries: entries.length,
        });
        expect(await entriesOf(source)).toEqual(
          entries.map(([row, column, value]) => [row - 1, column - 1, Number(value)]),
        );
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});

test("a last line may lack its end", async () => {
  const source = dripping("%%MatrixMarket matrix coordinate integer general\n3 3 2\n1 1 5\n3 2 7", 1000);
  expect(await entriesOf(source)).toEqual([
    [0, 0, 5],
    [2, 1, 7],
  ]);
});

test("an empty matrix has no entries", async () => {
  expect(await entriesOf(dripping("%%MatrixMarket matrix coordinate integer general\n3 3 0\n", 1000))).toEqual([]);
});

test("more entries than one block holds arrive in order", async () => {
  const n = 150_000;
  const lines = Array.from({ length: n }, (_, e) => `${(e % 7) + 1} ${Math.floor(e / 7) + 1} ${e}`);
  const source = dripping(
    `%%MatrixMarket matrix coordinate integer general\n7 ${n} ${n}\n${lines.join("\n")}\n`,
    1 << 20,
  );
  const found = await entriesOf(source);
  expect(found.length).toBe(n);
  expect(
    found.findIndex(([row, column, value], e) => row !== e % 7 || column !== Math.floor(e / 7) || value !== e),
  ).toBe(-1);
});
