import { beforeAll, expect, test } from "vitest";
import { geneColumn, geneColumns } from "../../src/analyses/allGenes/geneColumns.ts";
import type { AnalysedArtifacts } from "../../src/analyses/registry.ts";
import { pageData, quantized } from "../../src/report/pageData.ts";
import { smallRun } from "./run.ts";

let made: AnalysedArtifacts;

beforeAll(async () => {
  ({ made } = await smallRun());
});

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));

test("steps lie within half a step of the value", () => {
  for (const value of [0.001, 0.5, 1.234, 3]) {
    expect(Math.abs((quantized(value, 3) * 3) / 255 - value)).toBeLessThanOrEqual(Math.max(3 / 510, 3 / 255 - value));
  }
});

test("a gene unpacks to its expression within 1 % of its largest value", async () => {
  const { genes } = pageData(made, { method: "cellscape" });
  const { expression, symbols } = made.allGenes!;
  expect(genes?.names).toHaveLength(expression.columns);
  const u = symbols.indexOf(genes!.names[0]);
  const expected = geneColumn(expression, u);
  const packed = bytesOf(genes!.steps[0]);
  let next = Math.ceil(expected.length / 8);
  const unpacked = Array.from(expected, (_, i) =>
    packed[i >> 3] & (1 << (i & 7)) ? (packed[next++] * genes!.highs[0]) / 255 : 0,
  );
  expect(next).toBe(packed.length);
  unpacked.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(0.01 * genes!.highs[0]);
  });
});

test("genes take no more room than they may", async () => {
  const { genes } = pageData(made, { method: "cellscape", geneRoom: 2000 });
  expect(genes!.steps.join("").length).toBeLessThanOrEqual(2000);
  expect(genes!.names.length + genes!.left).toBe(made.allGenes!.symbols.length);
  expect(genes!.left).toBeGreaterThan(0);
});

test("every cell has a place, and a code of its domain", async () => {
  const { views, groups, cells } = pageData(made, { method: "cellscape", unitUm: 1 });
  const codes = new Uint16Array(bytesOf(groups[0].codes).buffer);
  expect([...codes]).toEqual([...made.domains.refined]);
  const places = new Uint16Array(bytesOf(views[0].places).buffer);
  expect(places).toHaveLength(2 * cells);
  expect(Math.max(...places)).toBe(65534);
  expect(views[0].um).toBeGreaterThan(0);
});

test("columns of genes are those of the matrix", () => {
  const expression = {
    rows: 2,
    columns: 3,
    starts: Uint32Array.of(0, 2, 3),
    indices: Uint32Array.of(0, 2, 1),
    values: Float32Array.of(1, 2, 3),
  };
  expect(geneColumns(expression, [2, 0]).map((column) => [...column])).toEqual([
    [2, 0],
    [1, 0],
  ]);
});
