import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { moderatedTests } from "../../math/statistics/moderatedTests.ts";
import { fitSampleModel } from "../../math/statistics/sampleModel.ts";
import { normalizationFactors } from "./normalizationFactors.ts";
import { precisionWeights } from "./precisionWeights.ts";
import { type PseudoBulk, pseudoBulk } from "./pseudoBulk.ts";
import { type AdjustedContrast, type Contrast, compareSamples } from "./sampleConditions.ts";

/** How each gene differs between two conditions. All arrays [p] in gene order; NaN where it cannot be estimated. */
export interface ConditionExpression extends Contrast {
  /** The cell type or domain whose cells were summed; undefined for all cells. */
  readonly group: string | undefined;
  readonly samplesFrom: number;
  readonly samplesTo: number;
  /** Why there are no p-values; undefined where there are. */
  readonly reason: string | undefined;
  /** [samples] cells that were summed; a sample with too few is left out. */
  readonly cellsOfSample: Uint32Array;
  /** log2 of the ratio of counts per million, adjusted. */
  readonly logFoldChanges: Float64Array;
  /** Mean log2 counts per million over the samples. */
  readonly meanLogs: Float64Array;
  readonly statistics: Float64Array;
  readonly pValues: Float64Array;
  /** Benjamini-Hochberg over the genes with counts enough to be tested. */
  readonly adjustedPValues: Float64Array;
  /** Genes tested. */
  readonly tested: number;
  /** Genes from the smallest p-value on, or the largest change where nothing is tested; then in gene order. */
  readonly order: Uint32Array;
}

export interface ConditionExpressionOptions extends AdjustedContrast {
  /** [n] cell types or domains, and the one whose cells are compared. */
  readonly groups?: CategoryColumn;
  readonly group?: string | undefined;
  /** A sample with fewer cells of the group is left out. */
  readonly leastCells?: number;
  /** Counts that a gene needs in a library of median size, in as many samples as the smaller condition has. */
  readonly leastCounts?: number;
}

/** Counts that a gene needs over all samples, in leastCounts; as edgeR's filterByExpr has it. */
const LEAST_TOTAL = 1.5;

/**
 * Differential expression between conditions with the sample as the unit: counts of the cells of each sample are summed
 * (pseudo-bulk), normalised by TMM, and compared on log2 counts per million by weighted t tests whose variances are
 * moderated over the genes.
 *
 * @param counts [n, p] raw counts.
 * @param samples [n]
 * @param conditions [samples.categories.length] condition of each sample.
 * @throws bad-shape when sizes differ; bad-option for unknown conditions or groups; bad-data when a condition has no
 * sample with enough cells, or a sample lacks what is adjusted for.
 * @see Law et al. 2014 (limma-voom), with TMM of Robinson and Oshlack 2010, the filter of Chen et al. 2016 (edgeR) and
 * the moderation of Smyth 2004. For cells as the unit, as in the paper, see `rankMarkers`.
 */
export function conditionExpression(
  counts: Sparse,
  samples: CategoryColumn,
  conditions: CategoryColumn,
  options: ConditionExpressionOptions,
): ConditionExpression {
  const { groups, group, ...contrast } = options;
  const bulk = pseudoBulk(counts, samples, membership(groups, group, counts.rows));
  return bulkExpression(bulk, conditions, { group, ...contrast });
}

/** The same from counts that are summed already. */
export function bulkExpression(
  bulk: PseudoBulk,
  conditions: CategoryColumn,
  options: Omit<ConditionExpressionOptions, "groups">,
): ConditionExpression {
  const { group, leastCells = 10, leastCounts = 10, from, to, ...adjusted } = options;
  const contrast = { from, to };
  const usable = Array.from(bulk.cells, (cells) => cells >= leastCells);
  const { design, samplesFrom, samplesTo, reason } = compareSamples(conditions, { ...contrast, ...adjusted }, usable);
  if (samplesFrom === 0 || samplesTo === 0) {
    const missing = samplesFrom === 0 ? contrast.from : contrast.to;
    throw new CellScapeError(
      "bad-data",
      `differential expression: expected a sample of "${missing}" with ${leastCells} cells${group === undefined ? "" : ` of "${group}"`} or more, got none`,
    );
  }
  const { groupOfSample } = design;
  const p = bulk.counts.length / bulk.cells.length;
  const fewest = Math.min(samplesFrom, samplesTo);
  const { kept, logs, libraries } = expressedLogs(bulk, { groupOfSample, fewest, leastCounts }, usable);
  const model = fitSampleModel(logs, design, precisionWeights(logs, libraries, design));
  const tests = moderatedTests(model, design);

  const whole = (values: Float64Array): Float64Array => {
    const all = new Float64Array(p).fill(Number.NaN);
    kept.forEach((u, g) => {
      all[u] = values[g];
    });
    return all;
  };
  const used = [...usable.keys()].filter((s) => groupOfSample[s] >= 0);
  const meanLogs =
    kept.length === 0
      ? new Float64Array(0)
      : Float64Array.from(kept, (_, g) => used.reduce((sum, s) => sum + logs[g * usable.length + s], 0) / used.length);
  const pValues = whole(tests.pValues);
  const logFoldChanges = whole(model.differences);
  return {
    ...contrast,
    ...{ group, samplesFrom, samplesTo, reason },
    cellsOfSample: bulk.cells,
    logFoldChanges,
    meanLogs: whole(meanLogs),
    statistics: whole(tests.statistics),
    pValues,
    adjustedPValues: whole(tests.adjustedPValues),
    tested: reason === undefined ? kept.length : 0,
    order: ordered(pValues, logFoldChanges),
  };
}

function membership(
  groups: CategoryColumn | undefined,
  group: string | undefined,
  cells: number,
): ((cell: number) => boolean) | undefined {
  if (groups === undefined || group === undefined) return undefined;
  expectShape("groups", [groups.codes.length], { cells });
  const code = groups.categories.indexOf(group);
  if (code < 0) {
    const known = groups.categories.join(", ");
    throw new CellScapeError("bad-option", `differential expression: expected one of ${known}, got "${group}"`);
  }
  return (cell) => groups.codes[cell] === code;
}

/** Genes that a test is worth while of, and their log2 counts per million. */
export interface ExpressedLogs {
  /** Genes with counts enough. */
  readonly kept: Uint32Array;
  /** [kept, samples]; NaN for samples that are not used. */
  readonly logs: Float64Array;
  /** [samples] effective library sizes. */
  readonly libraries: Float64Array;
}

interface Expressed {
  readonly groupOfSample: Int32Array;
  /** Samples in which a gene must reach `leastCounts`. */
  readonly fewest: number;
  readonly leastCounts: number;
}

/**
 * Log counts of the genes with counts enough, normalised by TMM.
 *
 * @param usable [samples] whether a sample has cells enough.
 */
export function expressedLogs(bulk: PseudoBulk, expressed: Expressed, usable: readonly boolean[]): ExpressedLogs {
  const kept = expressedGenes(bulk, expressed);
  return { kept, ...logCounts(bulk, kept, usable) };
}

/** Genes whose counts per million reach those of `leastCounts` in the median library, in `fewest` samples. */
function expressedGenes({ counts, cells }: PseudoBulk, { groupOfSample, fewest, leastCounts }: Expressed): Uint32Array {
  const p = counts.length / cells.length;
  const used = [...cells.keys()].filter((s) => groupOfSample[s] >= 0);
  const totals = used.map((s) => counts.subarray(s * p, (s + 1) * p).reduce((sum, count) => sum + count, 0));
  const sorted = totals.slice().sort((a, b) => a - b);
  const median = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return Uint32Array.from({ length: p }, (_, u) => u).filter((u) => {
    let enough = 0;
    let total = 0;
    used.forEach((s, place) => {
      total += counts[s * p + u];
      if (counts[s * p + u] * median >= leastCounts * totals[place]) enough++;
    });
    return enough >= fewest && total >= LEAST_TOTAL * leastCounts;
  });
}

/** log2 of (count + 0.5) in a million of (library + 1); NaN for samples that are not used. [genes, samples] */
function logCounts({ counts, cells }: PseudoBulk, genes: Uint32Array, usable: readonly boolean[]) {
  const samples = cells.length;
  const p = counts.length / samples;
  const rows = [...usable.keys()].filter((s) => usable[s]);
  const kept = new Float64Array(rows.length * genes.length);
  rows.forEach((s, row) => {
    genes.forEach((u, g) => {
      kept[row * genes.length + g] = counts[s * p + u];
    });
  });
  const factors = normalizationFactors(kept, rows.length);
  const libraries = new Float64Array(samples).fill(Number.NaN);
  const logs = new Float64Array(genes.length * samples).fill(Number.NaN);
  rows.forEach((s, row) => {
    const own = kept.subarray(row * genes.length, (row + 1) * genes.length);
    libraries[s] = own.reduce((sum, count) => sum + count, 0) * factors[row];
    genes.forEach((_, g) => {
      logs[g * samples + s] = Math.log2(((own[g] + 0.5) / (libraries[s] + 1)) * 1e6);
    });
  });
  return { logs, libraries };
}

function ordered(pValues: Float64Array, changes: Float64Array): Uint32Array {
  const last = (value: number) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);
  const p = pValues.map(last);
  const size = changes.map((change) => last(-Math.abs(change)));
  const compare = (a: number, b: number) => (a === b ? 0 : a - b);
  return Uint32Array.from(p.keys()).sort((u, v) => compare(p[u], p[v]) || compare(size[u], size[v]) || u - v);
}
