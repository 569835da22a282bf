import { holm } from "../../math/statistics/adjust.ts";
import { spreadOf } from "../../math/statistics/spread.ts";
import { pairedTest, welchTest } from "../../math/statistics/tTest.ts";
import type { BenchRecord } from "../record.ts";
import { type Aspect, doneRuns, isFixed, scoresOf } from "./runsOf.ts";

/** A method against the reference. */
export interface MethodTest {
  readonly method: string;
  /** Mean of the method minus that of the reference; NaN where one has no result. */
  readonly difference: number;
  /** NaN where nothing could be tested. */
  readonly pValue: number;
  /** By Holm over the methods. */
  readonly adjusted: number;
  /** Why there is no p-value; undefined where there is one. */
  readonly untested?: string;
}

/** Two-sided Welch tests over seeds of each method against the reference, on one data set, adjusted by Holm. */
export function testsOverSeeds(record: BenchRecord, data: string, aspect: Aspect): MethodTest[] {
  const reference = doneRuns(record, data, record.reference);
  const values = scoresOf(reference, aspect);
  const made = others(record).map((method) => {
    const runs = doneRuns(record, data, method);
    const own = scoresOf(runs, aspect);
    const difference = spreadOf(own).mean - spreadOf(values).mean;
    const unknown = runs.length > 0 && own.length === 0 ? "no known labels" : undefined;
    const untested =
      unknown ?? whyUntested(runs.length, isFixed(runs)) ?? whyReference(values.length, isFixed(reference));
    const pValue = untested === undefined ? welchTest(own, values).pValue : Number.NaN;
    const reason = untested ?? (Number.isNaN(pValue) ? "scores do not vary" : undefined);
    return { method, difference, pValue, ...(reason === undefined ? {} : { untested: reason }) };
  });
  return adjusted(made);
}

/**
 * Two-sided paired tests of each method against the reference over the means of the data sets, adjusted by Holm: the data
 * set is the unit, not the run.
 *
 * @returns an empty list for a single data set.
 */
export function testsOverData(record: BenchRecord, aspect: Aspect): MethodTest[] {
  if (record.data.length < 2) return [];
  const meanOf = (data: string, method: string) => spreadOf(scoresOf(doneRuns(record, data, method), aspect)).mean;
  const made = others(record).map((method) => {
    const pairs = record.data
      .map(({ name }) => [meanOf(name, method), meanOf(name, record.reference)])
      .filter((pair) => pair.every(Number.isFinite));
    const [own, reference] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
    const difference = spreadOf(own).mean - spreadOf(reference).mean;
    const { pValue } = pairedTest(own, reference);
    const few = pairs.length < 2 ? `results on ${pairs.length} common data sets` : "differences do not vary";
    return { method, difference, pValue, ...(Number.isNaN(pValue) ? { untested: few } : {}) };
  });
  return adjusted(made);
}

/** Stars of the paper: unadjusted, from 0.01. */
export function paperStars(pValue: number): string {
  if (pValue < 0.0001) return "****";
  if (pValue < 0.001) return "***";
  return pValue < 0.01 ? "**" : "";
}

function others({ methods, reference }: BenchRecord): string[] {
  return methods.map(({ name }) => name).filter((name) => name !== reference);
}

function whyUntested(runs: number, fixed: boolean): string | undefined {
  if (runs === 0) return "no result";
  if (fixed) return runs === 1 ? "has no seed" : "all seeds found the same domains";
  return runs < 2 ? "a single run" : undefined;
}

function whyReference(runs: number, fixed: boolean): string | undefined {
  const why = whyUntested(runs, fixed);
  return why === undefined ? undefined : `reference: ${why}`;
}

function adjusted(made: readonly Omit<MethodTest, "adjusted">[]): MethodTest[] {
  const corrected = holm(made.map(({ pValue }) => pValue));
  return made.map((each, i) => ({ ...each, adjusted: corrected[i] }));
}
