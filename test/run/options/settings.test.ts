import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { samplesInUse, scaleOf } from "../../../src/run/options/settings.ts";
import { parseConfig } from "../../../src/session/options/run.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../../settings.ts";

function tissue(samples: number) {
  const made = simulateTissue({ cells: 60, genes: 20, samples }, createRandom(1));
  if (samples === 1) return made;
  const column = made.obs.columns.get("sample");
  if (column?.kind !== "category") throw new Error("the simulator writes categories");
  const { codes, categories: names } = column;
  return { ...made, samples: { names, codes, attributes: { rows: samples, columns: new Map() }, column: "sample" } };
}

test("several samples of few cells are learned from five times, one sample once", () => {
  expect(settingsFor({}, tissue(1))).toMatchObject({ seeds: 1, correct: "none" });
  expect(settingsFor({}, tissue(2))).toMatchObject({ seeds: 5, correct: "combat" });
});

test("embeddings of several samples are aligned, but not of one sample, other methods or the paper's settings", () => {
  expect(settingsFor({}, tissue(1)).alignSamples).toBe("none");
  expect(settingsFor({}, tissue(2)).alignSamples).toBe("counterparts");
  expect(settingsFor({ method: "smooth" }, tissue(2)).alignSamples).toBe("none");
  expect(settingsFor({ method: "smooth", alignSamples: "counterparts" }, tissue(2)).alignSamples).toBe("counterparts");
  expect(settingsFor({ preset: "paper" }, tissue(2)).alignSamples).toBe("none");
  expect(settingsFor({ correct: "none" }, tissue(2)).alignSamples).toBe("none");
  expect(settingsFor({ correct: "none", alignSamples: "counterparts" }, tissue(2)).alignSamples).toBe("counterparts");
});

test("what the user asks for is done", () => {
  expect(settingsFor({ seeds: 2 }, tissue(2)).seeds).toBe(2);
  expect(settingsFor({ seeds: "1" }, tissue(2)).seeds).toBe(1);
});

test("one sample of several, many cells, smoothing and the paper's settings take one model", () => {
  const two = tissue(2);
  expect(settingsFor({ subset: "sample=Sample 1" }, two).seeds).toBe(1);
  const many = { ...two, cells: Array.from({ length: 8193 }, (_, i) => `${i}`) };
  expect(settingsFor({}, many).seeds).toBe(1);
  expect(settingsFor({ method: "smooth" }, two).seeds).toBe(1);
  expect(settingsFor({ preset: "paper" }, two).seeds).toBe(1);
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
  expect(settingsFor({}, dataset).seeds).toBe(1);
  expect(settingsFor({ subset: "kept=yes" }, dataset).seeds).toBe(5);
  expect(samplesInUse(parseConfig({ subset: "kept=yes" }), dataset)).toEqual(["A", "B"]);
  expect(samplesInUse(parseConfig({ subset: "kept=no" }), dataset)).toEqual(["C"]);
});

test("each gene of a panel counts alike up to 200 genes, and by its variance above", () => {
  const config = parseConfig({});
  expect([21, 200, 201, 3000].map((genes) => scaleOf(config, genes))).toEqual([
    "z-score",
    "z-score",
    "center",
    "center",
  ]);
});

test("the paper's preset does not scale genes unless the user says how", () => {
  expect(scaleOf(parseConfig({ preset: "paper" }), 100)).toBe("none");
  expect(scaleOf(parseConfig({ preset: "paper", scale: "auto" }), 100)).toBe("z-score");
  expect(scaleOf(parseConfig({ preset: "paper", scale: "center" }), 100)).toBe("center");
});

test("the network is fed 128 components by default, and all genes in the paper's preset", () => {
  expect(parseConfig({}).components).toBe(128);
  expect(parseConfig({ preset: "paper" }).components).toBe("all");
  expect(parseConfig({ preset: "paper", components: "30" }).components).toBe(30);
});

test("what the user sets takes the place of the preset's value, and nothing else changes", () => {
  const before = parseConfig({}).chosen.options;
  expect(parseConfig({ momentum: "0.5", epochs: "7" }).chosen.options).toEqual({ ...before, momentum: 0.5, epochs: 7 });
});

test("what the data decide is decided where a run begins or is planned, and nowhere else", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const callers = files.filter((file) =>
    /import \{[^}]*\b(resolveSettings|settle)\b[^}]*\}/.test(readFileSync(`src/${file}`, "utf8")),
  );
  expect(callers.filter((file) => !file.endsWith("options/settings.ts")).sort()).toEqual([
    "session/cohort/fitCohort.ts",
    "session/cohort/resources.ts",
    "session/edits/hintedCells.ts",
    "session/plannedMemory.ts",
    "session/run/prepareRun.ts",
    "session/runData.ts",
  ]);
});
