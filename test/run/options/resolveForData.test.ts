import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { resolveForData, samplesInUse, seedsFor } from "../../../src/run/options/resolveForData.ts";
import { parseConfig } from "../../../src/session/options/run.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

function tissue(samples: number) {
  const made = simulateTissue({ cells: 60, genes: 20, samples }, createRandom(1));
  if (samples === 1) return made;
  const column = made.obs.columns.get("sample");
  if (column?.kind !== "category") throw new Error("the simulator writes categories");
  const { codes, categories: names } = column;
  return { ...made, samples: { names, codes, attributes: { rows: samples, columns: new Map() }, column: "sample" } };
}

test("several samples of few cells are learned from five times, one sample once", () => {
  expect(resolveForData(parseConfig({}), tissue(1))).toMatchObject({ seeds: 1, correct: "none" });
  expect(resolveForData(parseConfig({}), tissue(2))).toMatchObject({ seeds: 5, correct: "combat" });
});

test("what the user asks for is done", () => {
  expect(seedsFor(parseConfig({ seeds: 2 }), tissue(2))).toBe(2);
  expect(seedsFor(parseConfig({ seeds: "1" }), tissue(2))).toBe(1);
});

test("one sample of several, many cells, smoothing and the paper's settings take one model", () => {
  const two = tissue(2);
  expect(seedsFor(parseConfig({ subset: "sample=Sample 1" }), two)).toBe(1);
  const many = { ...two, cells: Array.from({ length: 8193 }, (_, i) => `${i}`) };
  expect(seedsFor(parseConfig({}), many)).toBe(1);
  expect(seedsFor(parseConfig({ method: "smooth" }), two)).toBe(1);
  expect(seedsFor(parseConfig({ preset: "paper" }), two)).toBe(1);
});

test("the cells and samples that take part count, not those that --subset leaves out", () => {
  const [n, used] = [9000, 8000];
  const part = Int32Array.from({ length: n }, (_, i) => (i < used ? 0 : 1));
  const kept = { kind: "category", codes: part, categories: ["yes", "no"], ordered: false } as const;
  const dataset = {
    name: "tissue",
    cells: Array.from(part, (_, i) => `${i}`),
    obs: { rows: n, columns: new Map([["kept", kept]]) },
    samples: {
      names: ["A", "B", "C"],
      codes: Int32Array.from(part, (code, i) => (code === 1 ? 2 : i % 2)),
      attributes: { rows: 3, columns: new Map() },
      column: "sample",
    },
  };
  expect(seedsFor(parseConfig({}), dataset)).toBe(1);
  expect(seedsFor(parseConfig({ subset: "kept=yes" }), dataset)).toBe(5);
  expect(samplesInUse(parseConfig({ subset: "kept=yes" }), dataset)).toEqual(["A", "B"]);
  expect(samplesInUse(parseConfig({ subset: "kept=no" }), dataset)).toEqual(["C"]);
});
