// Do the tests between conditions hold their error rate, and find what was planted? On simulated tissue of 4 + 4 samples.
//
// Run: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench && node dist/bench/bench/conditions.js [runs]
//
// Null runs have two conditions that differ in nothing, samples that differ in composition and in expression. A rate is
// the share of tests with p < 0.05 over all runs, with the largest deviation that chance leaves in 95 of 100 such rates;
// "any false" is the share of runs in which some adjusted p-value is below 0.05.
import { compositionShifts } from "../src/analysis/compositionShift.ts";
import { conditionExpression } from "../src/analysis/conditionExpression.ts";
import type { Dataset } from "../src/data/dataset.ts";
import type { CategoryColumn } from "../src/data/table.ts";
import { createRandom } from "../src/random.ts";
import type { SimulateOptions } from "../src/simulate/options.ts";
import { simulateTissue } from "../src/simulate/simulateTissue.ts";

const runs = Number(process.argv[2] ?? 200);

const tissue: SimulateOptions = { cells: 4000, genes: 1, samples: 8, conditions: 2, compositionSpread: 0.3 };
const contrast = { from: "Condition 1", to: "Condition 2" };

function category(dataset: Dataset, name: string): CategoryColumn {
  const column = dataset.obs.columns.get(name);
  if (column?.kind !== "category") throw new Error(`no category ${name}`);
  return column;
}

function conditionOfSample(dataset: Dataset): CategoryColumn {
  const [samples, conditions] = [category(dataset, "sample"), category(dataset, "condition")];
  const codes = new Int32Array(samples.categories.length);
  samples.codes.forEach((s, i) => {
    codes[s] = conditions.codes[i];
  });
  return { ...conditions, codes };
}

function commonest({ codes, categories }: CategoryColumn): number {
  const sizes = categories.map((_, code) => codes.filter((other) => other === code).length);
  return sizes.indexOf(Math.max(...sizes));
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function report(name: string, pValues: readonly number[], falseRuns: number): void {
  const below = pValues.filter((p) => p < 0.05).length / pValues.length;
  const chance = 1.96 * Math.sqrt((0.05 * 0.95) / pValues.length);
  console.log(
    `${name}: ${pValues.length} tests, p < 0.05 in ${percent(below)} (5 +- ${(100 * chance).toFixed(1)}), any false in ${percent(falseRuns / runs)} of ${runs} runs`,
  );
}

function composition(within: boolean, transform: "logit" | "arcsine"): void {
  const pValues: number[] = [];
  let falseRuns = 0;
  for (let seed = 0; seed < runs; seed++) {
    const dataset = simulateTissue(tissue, createRandom(seed));
    const { rows } = compositionShifts(
      category(dataset, "cell_type"),
      category(dataset, "sample"),
      conditionOfSample(dataset),
      {
        ...contrast,
        ...(within ? { domains: category(dataset, "domain") } : {}),
        transform,
      },
    );
    pValues.push(...rows.map((row) => row.pValue).filter((p) => !Number.isNaN(p)));
    if (rows.some((row) => row.adjustedPValue < 0.05)) falseRuns++;
  }
  report(`null composition, ${within ? "in each domain" : "whole samples"}, ${transform}`, pValues, falseRuns);
}

function plantedComposition(compositionShift: number): void {
  let [planted, found, sign] = [0, 0, 0];
  for (let seed = 0; seed < runs; seed++) {
    const dataset = simulateTissue({ ...tissue, compositionShift }, createRandom(seed));
    const types = category(dataset, "cell_type");
    const shiftColumn = dataset.obs.columns.get("type_shift");
    if (shiftColumn?.kind !== "number") throw new Error("no shift");
    const shiftOf = new Map<string, number>();
    for (const [i, code] of types.codes.entries()) shiftOf.set(types.categories[code], shiftColumn.values[i]);
    for (const row of compositionShifts(types, category(dataset, "sample"), conditionOfSample(dataset), contrast)
      .rows) {
      const shift = shiftOf.get(row.type) ?? 0;
      if (shift === 0) continue;
      planted++;
      if (row.adjustedPValue < 0.05) found++;
      if (Math.sign(row.logRatio) === Math.sign(shift)) sign++;
    }
  }
  console.log(
    `planted composition shift ${compositionShift}: ${percent(found / planted)} found at FDR 5 %, ${percent(sign / planted)} with the right sign`,
  );
}

const expressing: SimulateOptions = { cells: 2400, genes: 200, samples: 8, conditions: 2, compositionSpread: 0.3 };

function expression(changedGenes: number, expressionShift: number): void {
  const pValues: number[] = [];
  let falseRuns = 0;
  let [planted, found, called, wrong] = [0, 0, 0, 0];
  for (let seed = 0; seed < runs; seed++) {
    const dataset = simulateTissue({ ...expressing, changedGenes, expressionShift }, createRandom(seed));
    const shift = dataset.var.columns.get("expression_shift");
    const changed = dataset.var.columns.get("changed_in_type");
    if (shift?.kind !== "number" || changed?.kind !== "category") throw new Error("no shift");
    const types = category(dataset, "cell_type");
    const code = changedGenes > 0 ? Math.max(...changed.codes) : commonest(types);
    const options = { ...contrast, groups: types, group: types.categories[code] };
    const result = conditionExpression(
      dataset.counts,
      category(dataset, "sample"),
      conditionOfSample(dataset),
      options,
    );
    let any = false;
    result.pValues.forEach((p, u) => {
      if (Number.isNaN(p)) return;
      const significant = result.adjustedPValues[u] < 0.05;
      if (shift.values[u] === 0) {
        pValues.push(p);
        any ||= significant;
      } else planted++;
      if (!significant) return;
      called++;
      if (shift.values[u] === 0) wrong++;
      else found++;
    });
    if (any) falseRuns++;
  }
  if (changedGenes === 0) report("null expression, pseudo-bulk of a cell type", pValues, falseRuns);
  else {
    const truth = `${changedGenes} genes by ${expressionShift}`;
    console.log(
      `planted ${truth}: ${percent(found / planted)} found at FDR 5 %, ${percent(wrong / called)} of what was found is false`,
    );
  }
}

expression(0, 0);
expression(20, 0.7);
expression(20, 1.2);
for (const transform of ["logit", "arcsine"] as const) {
  composition(false, transform);
  composition(true, transform);
}
for (const shift of [0.5, 1, 1.5]) plantedComposition(shift);
