import type { CategoryColumn, Table } from "../../data/table.ts";
import { type ModeratedFTests, moderatedFTests } from "../../math/statistics/moderatedFTests.ts";
import type { TypeCounts } from "./compositionShift.ts";
import { logit } from "./compositionShift.ts";
import { expressedLogs } from "./conditionExpression.ts";
import { covariateColumns } from "./covariates.ts";
import { precisionWeights } from "./precisionWeights.ts";
import type { PseudoBulk } from "./pseudoBulk.ts";

/** What samples of several conditions are tested with. */
export interface ConditionTestOptions {
  /** What else is known of each sample; see `AdjustedContrast`. */
  readonly adjust?: Table;
  readonly leastCells?: number;
  readonly leastCounts?: number;
}

/**
 * Whether the share of any type differs between any of several conditions: moderated F tests of logit shares.
 *
 * @param conditions [samples]; -1 for a sample of no condition.
 * @returns along the rows of the counts.
 * @see `compositionShifts` for two conditions.
 */
export function compositionTests(
  { labels, cells, totals }: TypeCounts,
  conditions: CategoryColumn,
  { adjust }: ConditionTestOptions = {},
): ModeratedFTests {
  const usable = Array.from(conditions.codes, (_, s) =>
    labels.some((_, g) => cells[g * conditions.codes.length + s] >= 0),
  );
  const design = designOf(conditions, usable, adjust);
  const logits = cells.map((x, t) => logit(x, totals[t]));
  return moderatedFTests(logits, design, { mostPriorDegrees: labels.length });
}

/** Tests of the genes with counts enough; along all genes, NaN for the others. */
export interface ExpressionTests extends ModeratedFTests {
  readonly tested: number;
}

/**
 * Whether the expression of any gene differs between any of several conditions: pseudo-bulk, weighted moderated F tests of
 * log2 counts per million.
 *
 * @param conditions [samples]; -1 for a sample of no condition.
 * @see `conditionExpression` for two conditions.
 */
export function expressionTests(
  bulk: PseudoBulk,
  conditions: CategoryColumn,
  { adjust, leastCells = 10, leastCounts = 10 }: ConditionTestOptions = {},
): ExpressionTests {
  const usable = Array.from(bulk.cells, (cells) => cells >= leastCells);
  const design = designOf(conditions, usable, adjust);
  const p = bulk.counts.length / bulk.cells.length;
  const sizes = new Uint32Array(design.groups);
  for (const code of design.groupOfSample) if (code >= 0) sizes[code]++;
  const present = sizes.filter((size) => size > 0);
  const empty = () => new Float64Array(p).fill(Number.NaN);
  const whole = { statistics: empty(), numerators: empty(), pValues: empty(), adjustedPValues: empty() };
  if (present.length < 2) return { ...whole, tested: 0 };
  const expressed = { groupOfSample: design.groupOfSample, fewest: Math.min(...present), leastCounts };
  const { kept, logs, libraries } = expressedLogs(bulk, expressed, usable);
  const weights = precisionWeights(logs, libraries, { ...design, from: 0, to: 0 });
  const tests = moderatedFTests(logs, design, { weights });
  for (const name of ["statistics", "numerators", "pValues", "adjustedPValues"] as const) {
    kept.forEach((u, g) => {
      whole[name][u] = tests[name][g];
    });
  }
  return { ...whole, tested: tests.pValues.filter((p) => !Number.isNaN(p)).length };
}

function designOf(conditions: CategoryColumn, usable: readonly boolean[], adjust: Table | undefined) {
  const groupOfSample = conditions.codes.map((code, s) => (usable[s] ? code : -1));
  const covariates = adjust ? covariateColumns(adjust, groupOfSample) : [];
  return { groupOfSample, groups: conditions.categories.length, covariates };
}
