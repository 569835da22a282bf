import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compositionShifts } from "../../../src/analyses/comparison/compositionShift.ts";
import { createRandom, type Random } from "../../../src/core/random.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";
import { gamma } from "../../../src/math/statistics/sample.ts";

const { composition, adjusted } = JSON.parse(readFileSync("fixtures/conditions.json", "utf8"));

function category(codes: readonly number[], categories: readonly string[]): CategoryColumn {
  return { kind: "category", codes: Int32Array.from(codes), categories, ordered: false };
}

const names = (noun: string, count: number) => Array.from({ length: count }, (_, i) => `${noun}${i}`);
const conditions = category([0, 0, 0, 0, 1, 1, 1, 1], ["control", "disease"]);
const contrast = { from: "control", to: "disease" };

/** Cells of each type in each sample as columns of cells; counts [samples][types]. */
function cellsOf(counts: readonly (readonly number[])[]) {
  const types: number[] = [];
  const samples: number[] = [];
  counts.forEach((row, s) => {
    row.forEach((count, t) => {
      for (let i = 0; i < count; i++) {
        types.push(t);
        samples.push(s);
      }
    });
  });
  return {
    types: category(types, names("t", counts[0].length)),
    samples: category(samples, names("s", counts.length)),
  };
}

/** Dirichlet-multinomial counts of 8 samples around the weights of each condition. */
function draw(weights: readonly (readonly number[])[], rng: Random): number[][] {
  return Array.from({ length: 8 }, (_, s) => {
    const shares = weights[s < 4 ? 0 : 1].map((weight) => gamma(150 * weight, 1, rng));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const counts = shares.map(() => 0);
    for (let i = 0; i < 300; i++) {
      let at = rng.uniform() * total;
      let t = 0;
      while (t + 1 < shares.length && at >= shares[t]) at -= shares[t++];
      counts[t]++;
    }
    return counts;
  });
}

describe("compositionShifts", () => {
  const counts = Array.from({ length: 8 }, (_, s) => composition.counts.slice(10 * s, 10 * s + 10));
  const { types, samples } = cellsOf(counts);

  test("statistics and p-values are those of logit shares in limma, and intervals those of Student", () => {
    const { rows, shares, reason, samplesFrom } = compositionShifts(types, samples, conditions, contrast);
    expect([reason, samplesFrom, rows.length]).toEqual([undefined, 4, 10]);
    rows.forEach((row, g) => {
      expect(row.statistic).toBeCloseTo(composition.tests.statistics[g], 8);
      expect(row.pValue).toBeCloseTo(composition.tests.pValues[g], 8);
      expect(row.difference).toBeCloseTo(composition.differences[g], 12);
      expect(row.differenceInterval[0]).toBeCloseTo(composition.low[g], 8);
      expect(row.differenceInterval[1]).toBeCloseTo(composition.high[g], 8);
      expect(row.logRatioInterval[0]).toBeLessThan(row.logRatio);
      expect(row.logRatioInterval[1]).toBeGreaterThan(row.logRatio);
      expect(row.shareTo - row.shareFrom).toBeCloseTo(row.difference, 12);
    });
    shares.forEach((share, t) => {
      expect(share).toBeCloseTo(composition.shares[t], 12);
    });
  });

  test("planted shifts are found with their sign and size, by either transform", () => {
    const before = [0.3, 0.3, 0.2, 0.1, 0.1];
    const after = [0.3, 0.1, 0.2, 0.3, 0.1];
    const drawn = cellsOf(draw([before, after], createRandom(3)));
    for (const transform of ["logit", "arcsine"] as const) {
      const { rows } = compositionShifts(drawn.types, drawn.samples, conditions, { ...contrast, transform });
      expect(rows[1].adjustedPValue).toBeLessThan(0.01);
      expect(rows[3].adjustedPValue).toBeLessThan(0.01);
      expect(rows[1].difference).toBeLessThan(-0.1);
      expect(Math.abs(rows[3].logRatio - Math.log2(3))).toBeLessThan(0.7);
      expect(rows[4].adjustedPValue).toBeGreaterThan(0.05);
    }
  });

  test("where nothing was planted, p < 0.05 is as rare as it says", () => {
    const weights = [0.3, 0.3, 0.2, 0.1, 0.1];
    const rng = createRandom(5);
    let below = 0;
    for (let run = 0; run < 100; run++) {
      const drawn = cellsOf(draw([weights, weights], rng.split(run)));
      for (const row of compositionShifts(drawn.types, drawn.samples, conditions, contrast).rows) {
        if (row.pValue < 0.05) below++;
      }
    }
    // 500 tests: 25 are expected, and more than 40 or fewer than 10 in less than one of a thousand such tests.
    expect(below).toBeLessThan(41);
    expect(below).toBeGreaterThan(9);
  });

  test("shares within domains are of the domain's cells, and domains that few cells of a sample are in say nothing", () => {
    const codes = Array.from(types.codes, (_, i) => (samples.codes[i] === 0 && i % 60 !== 0 ? 1 : i % 2));
    const domains = category(codes, ["inner", "outer"]);
    const { rows, shares } = compositionShifts(types, samples, conditions, { ...contrast, domains });
    expect(rows.length).toBe(20);
    expect(rows[0]).toMatchObject({ type: "t0", domain: "inner" });
    expect(shares[0]).toBeNaN();
    for (let s = 0; s < 8; s++) {
      let sum = 0;
      for (let g = 10; g < 20; g++) sum += shares[8 * g + s];
      expect(sum).toBeCloseTo(1, 12);
    }
    expect(rows.every((row) => row.pValue >= 0 && row.pValue <= 1)).toBe(true);
  });

  test("with one sample of a condition there are effect sizes, no test, and the reason", () => {
    const lone = category([0, 0, 0, 0, 1, -1, -1, -1], ["control", "disease"]);
    const { rows, reason, samplesTo } = compositionShifts(types, samples, lone, contrast);
    expect(samplesTo).toBe(1);
    expect(reason).toMatch(/two samples per condition.*4 of "control" and 1 of "disease"/);
    for (const row of rows) {
      expect(Number.isFinite(row.difference) && Number.isFinite(row.logRatio)).toBe(true);
      expect([row.pValue, row.adjustedPValue, row.differenceInterval[0], row.logRatioInterval[1]]).toEqual(
        new Array(4).fill(Number.NaN),
      );
    }
  });

  test("adjusted for the donors of paired samples, shifts are those of limma and statsmodels with donors", () => {
    const { counts: own, tests, ratios, differences, intervals } = adjusted.composition;
    const paired = cellsOf(Array.from({ length: 9 }, (_, s) => own.slice(6 * s, 6 * s + 6)));
    const columns = new Map([["donor", category(adjusted.donor, names("d", 5))]]);
    const pairs = category(adjusted.group, ["control", "disease"]);
    const adjust = { rows: 9, columns };
    const { rows, reason } = compositionShifts(paired.types, paired.samples, pairs, { ...contrast, adjust });
    expect([reason, rows.length]).toEqual([undefined, 6]);
    const unadjusted = compositionShifts(paired.types, paired.samples, pairs, contrast).rows;
    rows.forEach((row, g) => {
      expect(row.statistic).toBeCloseTo(tests.statistics[g], 8);
      expect(row.pValue).toBeCloseTo(tests.pValues[g], 8);
      expect(row.logRatio).toBeCloseTo(ratios.differences[g], 8);
      expect(row.logRatioInterval[1]).toBeCloseTo(ratios.upper[g], 7);
      expect(row.difference).toBeCloseTo(differences[g], 10);
      expect(row.differenceInterval[0]).toBeCloseTo(intervals[2 * g], 8);
      expect(row.differenceInterval[1]).toBeCloseTo(intervals[2 * g + 1], 8);
      // Shares are as they are, adjusted or not.
      expect([row.shareFrom, row.shareTo]).toEqual([unadjusted[g].shareFrom, unadjusted[g].shareTo]);
    });
  });

  test("donors of one sample each leave nothing, and of one pair beside them no test; the reason is said", () => {
    const ask = (donor: readonly number[]) => {
      const adjust = { rows: 8, columns: new Map([["donor", category(donor, names("d", 8))]]) };
      return compositionShifts(types, samples, conditions, { ...contrast, adjust });
    };
    const none = ask([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(none.reason).toMatch(/in the 8 samples with enough cells, the conditions are confounded with donor/);
    expect(none.rows.every(({ difference, pValue }) => Number.isNaN(difference) && Number.isNaN(pValue))).toBe(true);
    const one = ask([0, 1, 2, 3, 0, 5, 6, 7]);
    expect(one.reason).toMatch(/adjusting for donor leaves no residual degrees of freedom among the 8 samples/);
    expect(one.rows.every(({ difference }) => Number.isFinite(difference))).toBe(true);
    expect(one.rows.every(({ pValue }) => Number.isNaN(pValue))).toBe(true);
    expect(() => ask([0, 1, 2, 3, 0, 1, 2, -1])).toThrow(/expected donor of every sample, got none for sample 7/);
  });

  test("unknown conditions, a condition against itself and samples without cells enough are refused", () => {
    const ask = (from: string, to: string) => () => compositionShifts(types, samples, conditions, { from, to });
    expect(ask("control", "AD")).toThrow(/expected one that samples have \(control, disease\), got "AD"/);
    expect(ask("control", "control")).toThrow(/expected two to compare, got "control" twice/);
    expect(() => compositionShifts(types, samples, conditions, { ...contrast, leastCells: 1000 })).toThrow(
      /1000 cells/,
    );
    expect(() => compositionShifts(types, samples, category([0, 1], ["a", "b"]), contrast)).toThrow(/samples=8/);
  });
});
