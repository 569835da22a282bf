import { type CompositionShifts, shiftsOfCounts, type TypeCounts } from "../../analyses/comparison/compositionShift.ts";
import { bulkExpression, type ConditionExpression } from "../../analyses/comparison/conditionExpression.ts";
import type { Conditions } from "../../analyses/comparison/conditions.ts";
import {
  type ConditionTestOptions,
  compositionTests,
  type ExpressionTests,
  expressionTests,
} from "../../analyses/comparison/conditionTests.ts";
import { CellScapeError } from "../../core/errors.ts";
import type { ModeratedFTests } from "../../math/statistics/moderatedFTests.ts";
import type { SampleTotals } from "../records.ts";

/** What differs between conditions of the samples of a cohort; genes are those that all samples have. */
export interface CohortComparison {
  readonly column: string;
  readonly conditions: readonly string[];
  readonly adjustedFor: readonly string[];
  /** Measured genes that were compared. */
  readonly genes: Uint32Array;
  /** Domains that some sample has, and moderated F tests of their shares over all conditions. */
  readonly domains: readonly string[];
  readonly shares: ModeratedFTests;
  /** Of each domain over all conditions; undefined where too few samples have cells of it. */
  readonly expression: readonly (ExpressionTests | undefined)[];
  /** Of two conditions, where two are compared. */
  readonly pair:
    | { readonly sizes: CompositionShifts; readonly expression: readonly (ConditionExpression | undefined)[] }
    | undefined;
}

/** Fewest cells of a sample, in all or of a domain. */
const leastCells = 10;

/**
 * Compare the sizes of domains and their expression between conditions, with the sample as the unit.
 *
 * @param names of the domains.
 * @param asked conditions of the samples, in the order of the counts.
 * @param isPair whether two of the conditions are compared besides all of them.
 */
export function compareConditions(
  counts: readonly SampleTotals[],
  names: readonly string[],
  { column, conditions, contrast, adjustment }: Conditions,
  isPair: boolean,
): CohortComparison {
  const options: ConditionTestOptions = { leastCells, ...(adjustment ? { adjust: adjustment.table } : {}) };
  const rows = domainCounts(counts, names);
  const genes = sharedGenes(counts);
  const bulks = names.map((_, k) => bulkOf(counts, k, genes));
  const asPair = { ...contrast, ...options };
  return {
    column,
    conditions: conditions.categories,
    adjustedFor: adjustment?.descriptions ?? [],
    genes,
    domains: rows.labels.map(({ type }) => type),
    shares: compositionTests(rows, conditions, options),
    expression: bulks.map((bulk) => bulk && tried(() => expressionTests(bulk, conditions, options))),
    pair: isPair
      ? {
          sizes: shiftsOfCounts(rows, conditions, asPair),
          expression: bulks.map(
            (bulk, k) => bulk && tried(() => bulkExpression(bulk, conditions, { ...asPair, group: names[k] })),
          ),
        }
      : undefined,
  };
}

/** Cells of each domain in each sample, of samples with cells enough. */
function domainCounts(counts: readonly SampleTotals[], names: readonly string[]): TypeCounts {
  const totals = counts.map(({ sizes }) => sizes.reduce((sum, size) => sum + size, 0));
  const enough = totals.map((total) => total >= leastCells);
  const present = [...names.keys()].filter((k) => counts.some(({ sizes }, s) => enough[s] && sizes[k] > 0));
  return {
    labels: present.map((k) => ({ type: names[k], domain: undefined })),
    cells: Float64Array.from(present.flatMap((k) => counts.map(({ sizes }, s) => (enough[s] ? sizes[k] : Number.NaN)))),
    totals: Float64Array.from(present.flatMap(() => totals)),
  };
}

/** Measured genes that no sample lacks. */
function sharedGenes(counts: readonly SampleTotals[]): Uint32Array {
  const missing = new Set(counts.flatMap((each) => [...each.missing]));
  return Uint32Array.from({ length: counts[0].genes }, (_, u) => u).filter((u) => !missing.has(u));
}

/** Counts of the cells of one domain of each sample; undefined where values are no counts. */
function bulkOf(counts: readonly SampleTotals[], domain: number, genes: Uint32Array) {
  if (counts.some(({ bulk }) => bulk === undefined)) return undefined;
  const p = counts[0].genes;
  const sums = new Float64Array(counts.length * genes.length);
  counts.forEach(({ bulk }, s) => {
    genes.forEach((u, g) => {
      sums[s * genes.length + g] = bulk?.[domain * p + u] ?? 0;
    });
  });
  return { counts: sums, cells: Uint32Array.from(counts, ({ sizes }) => sizes[domain]) };
}

/** Undefined where a condition has no sample with enough cells. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof CellScapeError && (error.code === "bad-data" || error.code === "bad-option")) return undefined;
    throw error;
  }
}
