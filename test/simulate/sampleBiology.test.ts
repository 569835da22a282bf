import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import type { SimulateOptions } from "../../src/simulate/options.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

const simulate = (options: SimulateOptions) => simulateTissue({ cells: 6000, ...options }, createRandom(7));

function codes(tissue: Dataset, name: string): Int32Array {
  const found = tissue.obs.columns.get(name) ?? tissue.var.columns.get(name);
  if (found?.kind !== "category") throw new Error(`no category ${name}`);
  return found.codes;
}

function numbers(tissue: Dataset, name: string): ArrayLike<number> {
  const found = tissue.obs.columns.get(name) ?? tissue.var.columns.get(name);
  if (found?.kind !== "number") throw new Error(`no numbers ${name}`);
  return found.values;
}

/** Mean count of each gene over the chosen cells. */
function means({ counts }: Dataset, chosen: (cell: number) => boolean): Float64Array {
  const sums = new Float64Array(counts.columns);
  let cells = 0;
  for (let i = 0; i < counts.rows; i++) {
    if (!chosen(i)) continue;
    cells++;
    for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) sums[counts.indices[e]] += counts.values[e];
  }
  return sums.map((sum) => sum / cells);
}

describe("samples of several conditions", () => {
  test("take conditions by turns, and one condition leaves no trace", () => {
    const tissue = simulate({ genes: 5, samples: 4, conditions: 2 });
    const [sample, condition] = [codes(tissue, "sample"), codes(tissue, "condition")];
    expect(condition.every((code, i) => code === sample[i] % 2)).toBe(true);
    expect([...simulate({ genes: 5, samples: 4 }).obs.columns.keys()]).toEqual(["domain", "cell_type", "sample"]);
  });

  test("shifted types change their odds against the others by what was planted", () => {
    const tissue = simulate({ cells: 20_000, genes: 2, samples: 2, conditions: 2, compositionShift: 0.7, domains: 1 });
    const [type, condition, shift] = [
      codes(tissue, "cell_type"),
      codes(tissue, "condition"),
      numbers(tissue, "type_shift"),
    ];
    const count = (c: number, planted: number) =>
      type.filter((_, i) => condition[i] === c && Math.abs(shift[i] - planted) < 1e-12).length;
    const logRatio = (planted: number) =>
      Math.log(count(1, planted) / count(1, 0)) - Math.log(count(0, planted) / count(0, 0));
    expect(logRatio(0.7)).toBeCloseTo(0.7, 0);
    expect(Math.abs(logRatio(0.7) - 0.7)).toBeLessThan(0.12);
    expect(Math.abs(logRatio(-0.7) + 0.7)).toBeLessThan(0.12);
    expect(new Set(type.filter((_, i) => shift[i] !== 0)).size).toBe(2);
  });

  test("changed genes change in their cell type by what was planted, and nowhere else", () => {
    const tissue = simulate({
      ...{ genes: 40, samples: 2, conditions: 2, batchEffect: 0, changedGenes: 10, expressionShift: 1 },
      ...{ modules: 0, depth: 400 },
    });
    const [type, condition, planted] = [
      codes(tissue, "cell_type"),
      codes(tissue, "condition"),
      numbers(tissue, "expression_shift"),
    ];
    const changedIn = codes(tissue, "changed_in_type");
    const changed = changedIn.find((code) => code >= 0);
    expect(changedIn.filter((code) => code >= 0).length).toBe(10);
    const ratios = (own: boolean) => {
      const of = (c: number) => means(tissue, (i) => condition[i] === c && (type[i] === changed) === own);
      const [control, disease] = [of(0), of(1)];
      return control.map((mean, u) => Math.log(disease[u] / mean));
    };
    expect(Math.max(...ratios(true).map((ratio, u) => Math.abs(ratio - planted[u])))).toBeLessThan(0.3);
    expect(Math.max(...ratios(false).map(Math.abs))).toBeLessThan(0.2);
    expect(Array.from(planted).reduce((sum, shift) => sum + shift, 0)).toBeCloseTo(0, 12);
  });

  test("composition spreads over samples as far as asked", () => {
    const spreadAt = (compositionSpread: number) => {
      const tissue = simulate({ genes: 2, samples: 6, compositionSpread, domains: 1, cellTypes: 3 });
      const [type, sample] = [codes(tissue, "cell_type"), codes(tissue, "sample")];
      const shares = [0, 1, 2, 3, 4, 5].map(
        (s) => type.filter((code, i) => sample[i] === s && code === 0).length / 1000,
      );
      return Math.max(...shares) - Math.min(...shares);
    };
    expect(spreadAt(0)).toBeLessThan(0.08);
    expect(spreadAt(1)).toBeGreaterThan(0.15);
  });

  test("donors have a sample of each condition, and their samples are like each other", () => {
    const tissue = simulate({
      ...{ genes: 30, samples: 8, conditions: 2, donors: 4, donorSpread: 0.8, domains: 1, cellTypes: 3 },
      ...{ batchEffect: 0, modules: 0, depth: 300 },
    });
    const [type, sample, donor] = [codes(tissue, "cell_type"), codes(tissue, "sample"), codes(tissue, "donor")];
    expect(donor.every((code, i) => code === Math.floor(sample[i] / 2))).toBe(true);
    const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Math.max(...Array.from(a, (value, u) => Math.abs(Math.log(value / b[u]))));
    const expressed = Array.from({ length: 8 }, (_, s) => means(tissue, (i) => sample[i] === s && type[i] === 0));
    const shares = Array.from({ length: 8 }, (_, s) =>
      [0, 1, 2].map((t) => type.filter((code, i) => sample[i] === s && code === t).length / 750),
    );
    for (const of of [expressed, shares]) {
      const within = [0, 2, 4, 6].map((s) => apart(of[s], of[s + 1]));
      const between = [0, 2, 4].map((s) => apart(of[s], of[s + 2]));
      expect(Math.max(...within)).toBeLessThan(0.5);
      expect(Math.max(...between)).toBeGreaterThan(0.8);
    }
    expect(tissue.obs.columns.get("donor")).toMatchObject({ categories: ["Donor 1", "Donor 2", "Donor 3", "Donor 4"] });
  });

  test("a batch scale lets markers answer more in one sample than in another", () => {
    const spreadAt = (batchScale: number) => {
      const tissue = simulate({
        genes: 60,
        samples: 2,
        batchEffect: 0,
        batchScale,
        modules: 0,
        depth: 600,
        dropout: 0,
      });
      const [domain, sample, marked] = [
        codes(tissue, "domain"),
        codes(tissue, "sample"),
        codes(tissue, "marker_of_domain"),
      ];
      const of = (s: number, d: number) => means(tissue, (i) => sample[i] === s && domain[i] === d);
      const answers = [0, 1].map((s) => of(s, 0).map((mean, u) => Math.log(mean / of(s, 1)[u])));
      const genes = [...marked.keys()].filter((u) => marked[u] === 0);
      return Math.max(...genes.map((u) => Math.abs(answers[0][u] - answers[1][u])));
    };
    expect(spreadAt(0)).toBeLessThan(0.4);
    expect(spreadAt(0.6)).toBeGreaterThan(0.5);
  });

  test.each([
    [{ samples: 2, conditions: 3 }, "simulate conditions: expected at most one for each of the 2 samples, got 3"],
    [{ genes: 4, changedGenes: 5 }, "simulate changedGenes: expected at most the 4 genes, got 5"],
    [{ samples: 2, donors: 3 }, "simulate donors: expected at most one for each of the 2 samples, got 3"],
    [{ batchScale: -1 }, "simulate batchScale: expected a number from 0 to 10, got -1"],
  ] as const)("refuses %j", (options, message) => {
    expect(() => simulate(options)).toThrow(message);
  });
});
