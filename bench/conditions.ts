// Do the tests between conditions hold their error rate, and find what was planted? On simulated tissue of 4 + 4 samples.
//
// Run: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench && node dist/bench/bench/conditions.js [runs] [paired]
//
// With `paired`, both samples of each of four donors whose compositions and expression differ much, tested as they are and
// adjusted for the donor.
//
// Null runs have two conditions that differ in nothing, samples that differ in composition and in expression. A rate is
// the share of tests with p < 0.05 over all runs, with the largest deviation that chance leaves in 95 of 100 such rates;
// "any false" is the share of runs in which some adjusted p-value is below 0.05.
import { compositionShifts } from "../src/analyses/comparison/compositionShift.ts";
import { conditionExpression } from "../src/analyses/comparison/conditionExpression.ts";
import { createRandom } from "../src/core/random.ts";
import type { Dataset } from "../src/data/dataset.ts";
import type { CategoryColumn } from "../src/data/table.ts";
import type { SimulateOptions } from "../src/simulate/options.ts";
import { simulateTissue } from "../src/simulate/simulateTissue.ts";

const runs = Number(process.argv[2] ?? 200);
const paired = process.argv[3] === "paired";

const tissue: SimulateOptions = { cells: 4000, genes: 1, samples: 8, conditions: 2, compositionSpread: 0.3 };
const contrast = { from: "Condition 1", to: "Condition 2" };

function category(dataset: Dataset, name: string): CategoryColumn {
  const column = dataset.obs.columns.get(name);
  if (column?.kind !== "category") throw new Error(`no category ${name}`);
  return column;
}

function ofSamples(dataset: Dataset, name: string): CategoryColumn {
  const [samples, conditions] = [category(dataset, "sample"), category(dataset, name)];
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
      ofSamples(dataset, "condition"),
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
    for (const row of compositionShifts(types, category(dataset, "sample"), ofSamples(dataset, "condition"), contrast)
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
      ofSamples(dataset, "condition"),
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

const donors: SimulateOptions = { donors: 4, donorSpread: 0.8 };

/** The same samples, as they are and adjusted for the donor. */
function bothWays(dataset: Dataset) {
  const columns = new Map([["donor", ofSamples(dataset, "donor")]]);
  return [
    { name: "as they are", adjusted: {} },
    { name: "adjusted for the donor", adjusted: { adjust: { rows: 8, columns } } },
  ];
}

interface Rates {
  readonly pValues: number[];
  falseRuns: number;
  planted: number;
  found: number;
  called: number;
  wrong: number;
}

/** Tests of runs in which some things were planted (`shift` other than 0) and most were not. */
function pairedRates(
  what: string,
  simulated: SimulateOptions,
  test: (dataset: Dataset, adjusted: object) => { pValue: number; adjustedPValue: number; shift: number }[],
): void {
  const rates = new Map<string, Rates>();
  for (let seed = 0; seed < runs; seed++) {
    const dataset = simulateTissue({ ...simulated, ...donors }, createRandom(seed));
    for (const { name, adjusted } of bothWays(dataset)) {
      const rate = rates.get(name) ?? { pValues: [], falseRuns: 0, planted: 0, found: 0, called: 0, wrong: 0 };
      rates.set(name, rate);
      const tests = test(dataset, adjusted).filter(({ pValue }) => !Number.isNaN(pValue));
      const significant = tests.filter(({ adjustedPValue }) => adjustedPValue < 0.05);
      const wrong = significant.filter(({ shift }) => shift === 0).length;
      rate.pValues.push(...tests.filter(({ shift }) => shift === 0).map(({ pValue }) => pValue));
      rate.planted += tests.filter(({ shift }) => shift !== 0).length;
      rate.called += significant.length;
      rate.found += significant.length - wrong;
      rate.wrong += wrong;
      if (wrong > 0) rate.falseRuns++;
    }
  }
  for (const [name, { pValues, falseRuns, planted, found, called, wrong }] of rates) {
    if (planted === 0) report(`${what}, ${name}`, pValues, falseRuns);
    else {
      const share =
        called === 0 || pValues.length === 0 ? "" : `, ${percent(wrong / called)} of what was found is false`;
      console.log(`${what}, ${name}: ${percent(found / planted)} found at FDR 5 %${share}`);
    }
  }
}

function pairedComposition(compositionShift: number): void {
  pairedRates(`paired composition, shift ${compositionShift}`, { ...tissue, compositionShift }, (dataset, adjusted) => {
    const types = category(dataset, "cell_type");
    const shifts = dataset.obs.columns.get("type_shift");
    if (shifts?.kind !== "number") throw new Error("no shift");
    const shiftOf = new Map(Array.from(types.codes, (code, i) => [types.categories[code], shifts.values[i]]));
    const conditions = ofSamples(dataset, "condition");
    const { rows } = compositionShifts(types, category(dataset, "sample"), conditions, { ...contrast, ...adjusted });
    // Shares add up to 1: where some were planted, the others shift too, and are no null.
    return rows
      .map((row) => ({ ...row, shift: shiftOf.get(row.type) ?? 0 }))
      .filter(({ shift }) => compositionShift === 0 || shift !== 0);
  });
}

function pairedExpression(changedGenes: number, expressionShift: number): void {
  const what = `paired expression, ${changedGenes} genes by ${expressionShift}`;
  pairedRates(what, { ...expressing, changedGenes, expressionShift }, (dataset, adjusted) => {
    const shift = dataset.var.columns.get("expression_shift");
    const changed = dataset.var.columns.get("changed_in_type");
    if (shift?.kind !== "number" || changed?.kind !== "category") throw new Error("no shift");
    const types = category(dataset, "cell_type");
    const code = changedGenes > 0 ? Math.max(...changed.codes) : commonest(types);
    const conditions = ofSamples(dataset, "condition");
    const options = { ...contrast, ...adjusted, groups: types, group: types.categories[code] };
    const result = conditionExpression(dataset.counts, category(dataset, "sample"), conditions, options);
    return Array.from(result.pValues, (pValue, u) => ({
      ...{ pValue, adjustedPValue: result.adjustedPValues[u], shift: shift.values[u] },
    }));
  });
}

if (paired) {
  for (const shift of [0, 0.5, 1, 1.5]) pairedComposition(shift);
  pairedExpression(0, 0);
  pairedExpression(20, 0.7);
  pairedExpression(20, 1.2);
} else {
  expression(0, 0);
  expression(20, 0.7);
  expression(20, 1.2);
  for (const transform of ["logit", "arcsine"] as const) {
    composition(false, transform);
    composition(true, transform);
  }
  for (const shift of [0.5, 1, 1.5]) plantedComposition(shift);
}
