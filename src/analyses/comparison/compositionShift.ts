import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { studentQuantile } from "../../math/statistics/distributions.ts";
import { isTestable, moderatedTests } from "../../math/statistics/moderatedTests.ts";
import { fitSampleModel, type SampleDesign, type SampleModel } from "../../math/statistics/sampleModel.ts";
import { type AdjustedContrast, type Contrast, compareSamples } from "./sampleConditions.ts";

/** How the share of one type differs between two conditions. NaN where it cannot be estimated. */
export interface TypeShift {
  readonly type: string;
  /** The domain within which shares were taken; absent for the whole samples. */
  readonly domain: string | undefined;
  /** Mean share over the samples of each condition, not adjusted. */
  readonly shareFrom: number;
  readonly shareTo: number;
  /** shareTo - shareFrom, adjusted, with the ends of its 95 % confidence interval. */
  readonly difference: number;
  readonly differenceInterval: readonly [number, number];
  /** log2 of the ratio of (geometric mean) shares, adjusted, and its 95 % confidence interval. */
  readonly logRatio: number;
  readonly logRatioInterval: readonly [number, number];
  /** Moderated t of the transformed shares. */
  readonly statistic: number;
  readonly pValue: number;
  /** Benjamini-Hochberg over all rows. */
  readonly adjustedPValue: number;
}

export interface CompositionShifts extends Contrast {
  readonly samplesFrom: number;
  readonly samplesTo: number;
  /** Why there are no p-values; undefined where there are. */
  readonly reason: string | undefined;
  readonly rows: readonly TypeShift[];
  /** [rows, samples] shares in each sample; NaN where it has too few cells. */
  readonly shares: Float64Array;
}

export interface CompositionShiftOptions extends AdjustedContrast {
  /** [n] take shares within each of these domains instead of over whole samples. */
  readonly domains?: CategoryColumn;
  /** What makes the variance of shares alike: ln(p / (1 - p)), or asin(sqrt(p)). */
  readonly transform?: "logit" | "arcsine";
  /** A sample with fewer cells (in a domain) is left out of the comparison of shares (there). */
  readonly leastCells?: number;
}

/**
 * Test which types change their share of the cells between two conditions, with the sample as the unit: shares of each
 * sample are transformed, and compared by t tests whose variances are moderated over all rows. Shares add up to 1, so a
 * type that grows makes others shrink.
 *
 * @param types [n] cell types, or domains to test the size of each.
 * @param samples [n]; cells that lack a type or a sample do not count.
 * @param conditions [samples.categories.length] condition of each sample. Samples of further conditions enter the
 * variance.
 * @throws bad-shape when sizes differ; bad-option for unknown conditions; bad-data when no sample has enough cells, or a
 * sample lacks what is adjusted for.
 * @see Phipson et al. 2022 (propeller, of speckle); Smyth 2004 (limma). `reason` is set when only effect sizes are given.
 */
export function compositionShifts(
  types: CategoryColumn,
  samples: CategoryColumn,
  conditions: CategoryColumn,
  { domains, leastCells = 10, ...options }: CompositionShiftOptions,
): CompositionShifts {
  expectShape("samples", [samples.codes.length], { cells: types.codes.length });
  if (domains) expectShape("domains", [domains.codes.length], { cells: types.codes.length });
  expectShape("conditions", [conditions.codes.length], { samples: samples.categories.length });
  const rows = countRows(types, samples, { domains, leastCells });
  return shiftsOfCounts(rows, conditions, { leastCells, ...options });
}

/** The same from a table of counts; a row for each type (in each domain) that some sample has. */
export function shiftsOfCounts(
  { labels, cells, totals }: TypeCounts,
  conditions: CategoryColumn,
  { transform = "logit", leastCells = 10, from, to, ...adjusted }: Omit<CompositionShiftOptions, "domains">,
): CompositionShifts {
  const count = conditions.codes.length;
  const usable = Array.from({ length: count }, (_, s) => labels.some((_, g) => cells[g * count + s] >= 0));
  const { design, ...compared } = compareSamples(conditions, { from, to, ...adjusted }, usable);
  if (labels.length === 0) {
    throw new CellScapeError("bad-data", `composition: expected a sample with ${leastCells} cells or more, got none`);
  }
  const shares = cells.map((x, t) => x / totals[t]);
  const ofShares = fitSampleModel(shares, design);
  const transformed = cells.map((x, t) =>
    transform === "logit" ? logit(x, totals[t]) : Math.asin(Math.sqrt(shares[t])),
  );
  // Of 16,000 null tests of eight types, p < 0.05 in 5.8 % with limma's unlimited prior and in 5.1 % with this.
  const prior = { mostPriorDegrees: labels.length };
  const tests = moderatedTests(fitSampleModel(transformed, design), design, prior);
  // Half a cell more keeps the logarithm of no cells finite.
  const ofRatios = fitSampleModel(
    cells.map((x, t) => Math.log2((x + 0.5) / (totals[t] + 0.5))),
    design,
  );
  const ratios = moderatedTests(ofRatios, design, prior);
  const rows = labels.map(({ type, domain }, g): TypeShift => {
    const [shareFrom, shareTo] = [design.from, design.to].map((code) => ofShares.means[g * design.groups + code]);
    return {
      ...{ type, domain, shareFrom, shareTo },
      difference: ofShares.differences[g],
      differenceInterval: plainInterval(ofShares, g, design),
      logRatio: ofRatios.differences[g],
      logRatioInterval: [ratios.lower[g], ratios.upper[g]],
      statistic: tests.statistics[g],
      pValue: tests.pValues[g],
      adjustedPValue: tests.adjustedPValues[g],
    };
  });
  return { from, to, ...compared, rows, shares };
}

/** ln of the odds, with half a cell added to either side. */
export function logit(cells: number, total: number): number {
  return Math.log((cells + 0.5) / (total - cells + 0.5));
}

/** Student's interval of a difference of shares; the variance of a share depends on it, so it is not moderated. */
function plainInterval(model: SampleModel, g: number, design: SampleDesign): [number, number] {
  if (!isTestable(model, g, design)) return [Number.NaN, Number.NaN];
  const error = Math.sqrt(model.variances[g] * model.scales[g]);
  const reach = studentQuantile(0.975, model.degrees[g]) * error;
  return [model.differences[g] - reach, model.differences[g] + reach];
}

/** Cells of types in samples. */
export interface TypeCounts {
  readonly labels: readonly { readonly type: string; readonly domain: string | undefined }[];
  /** [rows, samples] cells of the type; NaN in a sample that has too few in all. */
  readonly cells: Float64Array;
  /** [rows, samples] cells of any type. */
  readonly totals: Float64Array;
}

/** A row for each domain and type that some sample has. */
function countRows(
  types: CategoryColumn,
  samples: CategoryColumn,
  { domains, leastCells }: { readonly domains: CategoryColumn | undefined; readonly leastCells: number },
): TypeCounts {
  const width = types.categories.length;
  const count = samples.categories.length;
  const places = domains?.categories ?? [undefined];
  const counts = new Float64Array(places.length * width * count);
  const totals = new Float64Array(places.length * count);
  types.codes.forEach((type, i) => {
    const place = domains ? domains.codes[i] : 0;
    const sample = samples.codes[i];
    if (type < 0 || place < 0 || sample < 0) return;
    counts[(place * width + type) * count + sample]++;
    totals[place * count + sample]++;
  });
  const labels: { type: string; domain: string | undefined }[] = [];
  const kept: number[] = [];
  const keptTotals: number[] = [];
  places.forEach((domain, place) => {
    types.categories.forEach((type, t) => {
      const row = counts.subarray((place * width + t) * count, (place * width + t + 1) * count);
      const all = totals.subarray(place * count, (place + 1) * count);
      const enough = [...all].map((total) => total >= leastCells);
      if (!row.some((cells, s) => cells > 0 && enough[s])) return;
      labels.push({ type, domain });
      row.forEach((cells, s) => {
        kept.push(enough[s] ? cells : Number.NaN);
        keptTotals.push(all[s]);
      });
    });
  });
  return { labels, cells: Float64Array.from(kept), totals: Float64Array.from(keptTotals) };
}
