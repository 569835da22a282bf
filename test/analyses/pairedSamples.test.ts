import { describe, expect, test } from "vitest";
import { compositionShifts } from "../../src/analyses/comparison/compositionShift.ts";
import { conditionExpression } from "../../src/analyses/comparison/conditionExpression.ts";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import type { CategoryColumn } from "../../src/data/table.ts";
import type { SimulateOptions } from "../../src/simulate/options.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

// bench/conditions.ts asks the same of 200 tissues.
const paired: SimulateOptions = { samples: 8, conditions: 2, donors: 4, donorSpread: 0.8, compositionSpread: 0.3 };
const contrast = { from: "Condition 1", to: "Condition 2" };

function category(dataset: Dataset, name: string): CategoryColumn {
  const column = dataset.obs.columns.get(name);
  if (column?.kind !== "category") throw new Error(`no category ${name}`);
  return column;
}

function ofSamples(dataset: Dataset, name: string): CategoryColumn {
  const column = category(dataset, name);
  const samples = category(dataset, "sample");
  const codes = Int32Array.from(samples.categories, (_, s) => column.codes[samples.codes.indexOf(s)]);
  return { ...column, codes };
}

/** What a test of paired samples takes. */
function asked(dataset: Dataset, adjusts: boolean) {
  const columns = new Map([["donor", ofSamples(dataset, "donor")]]);
  return {
    samples: category(dataset, "sample"),
    types: category(dataset, "cell_type"),
    conditions: ofSamples(dataset, "condition"),
    options: { ...contrast, ...(adjusts ? { adjust: { rows: 8, columns } } : {}) },
  };
}

const share = (pValues: readonly number[]) => pValues.filter((p) => p < 0.05).length / pValues.length;
/** Three standard deviations of a share of 5 % of so many. */
const chance = (tests: number) => 3 * Math.sqrt((0.05 * 0.95) / tests);

describe("samples of donors that differ much, adjusted for the donor", () => {
  function shiftsOf(seed: number, compositionShift: number, adjusts: boolean) {
    const dataset = simulateTissue({ ...paired, cells: 2400, genes: 1, compositionShift }, createRandom(seed));
    const { samples, types, conditions, options } = asked(dataset, adjusts);
    const planted = dataset.obs.columns.get("type_shift");
    if (planted?.kind !== "number") throw new Error("no shift");
    const { rows } = compositionShifts(types, samples, conditions, options);
    return rows.map((row) => ({
      ...row,
      shift: planted.values[types.codes.indexOf(types.categories.indexOf(row.type))],
    }));
  }
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);

  test("types that do not shift have p < 0.05 as rarely as it says", () => {
    const pValues = seeds.flatMap((seed) => shiftsOf(seed, 0, true).map(({ pValue }) => pValue));
    expect(pValues.length).toBe(320);
    expect(Math.abs(share(pValues) - 0.05)).toBeLessThan(chance(320));
  });

  test("types that shift are found, which without adjusting few are", () => {
    const found = (adjusts: boolean) => {
      const tests = seeds.slice(0, 10).flatMap((seed) => shiftsOf(seed, 1, adjusts));
      return share(tests.filter(({ shift }) => shift !== 0).map(({ adjustedPValue }) => adjustedPValue));
    };
    expect(found(true)).toBeGreaterThan(0.8);
    expect(found(false)).toBeLessThan(0.3);
  });

  function genesOf(seed: number, changedGenes: number, adjusts: boolean) {
    const expressing = { ...paired, cells: 1600, genes: 120, changedGenes, expressionShift: 1.2 };
    const dataset = simulateTissue(expressing, createRandom(seed));
    const { samples, types, conditions, options } = asked(dataset, adjusts);
    const planted = dataset.var.columns.get("expression_shift");
    const changed = dataset.var.columns.get("changed_in_type");
    if (planted?.kind !== "number" || changed?.kind !== "category") throw new Error("no shift");
    const sizes = types.categories.map((_, code) => types.codes.filter((other) => other === code).length);
    const code = changedGenes > 0 ? Math.max(...changed.codes) : sizes.indexOf(Math.max(...sizes));
    const group = { groups: types, group: types.categories[code] };
    const result = conditionExpression(dataset.counts, samples, conditions, { ...options, ...group });
    return [...result.pValues.keys()]
      .filter((u) => !Number.isNaN(result.pValues[u]))
      .map((u) => ({ pValue: result.pValues[u], adjusted: result.adjustedPValues[u], shift: planted.values[u] }));
  }

  test("genes that do not change have p < 0.05 as rarely as it says", () => {
    const pValues = seeds.slice(0, 12).flatMap((seed) => genesOf(seed, 0, true).map(({ pValue }) => pValue));
    expect(pValues.length).toBeGreaterThan(1000);
    // Genes of a module move together, so the share varies more than that of tests apart.
    expect(Math.abs(share(pValues) - 0.05)).toBeLessThan(2 * chance(pValues.length));
  });

  test("genes that change are found, which without adjusting few are", () => {
    const found = (adjusts: boolean) => {
      const tests = seeds.slice(0, 5).flatMap((seed) => genesOf(seed, 16, adjusts));
      return share(tests.filter(({ shift }) => shift !== 0).map(({ adjusted }) => adjusted));
    };
    expect(found(true)).toBeGreaterThan(0.7);
    expect(found(false)).toBeLessThan(0.2);
  });
});
