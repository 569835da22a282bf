import { clusterSizes } from "../../cluster/partition.ts";
import { CellScapeError } from "../../core/errors.ts";
import type { CategoryColumn, Column, NumberColumn, Table } from "../../data/table.ts";
import { normalizedMutualInformation, scoredPairs } from "../../math/statistics/agreement.ts";
import type { ColumnKeys, ResultKeys } from "../resultKeys.ts";
import type { RunRecord } from "./runRecord.ts";

type Columns = Table["columns"];

/** Kinds of partition that a record holds, as columns. */
export type RecordedKinds = NonNullable<RunRecord["kinds"]>;

/**
 * Columns of obs after a kind of partition and the result have changed places: labels, unsmoothed labels, those of the
 * method's own refinement, probabilities and confidences. What was not kept of the kind is missing in the result then, and nothing of the result is lost, so that
 * a second change brings the first result back as it was.
 *
 * @param obs of a result with kinds.
 * @param rank of the kind, from 2; the result is the first.
 * @throws bad-option for a kind that the result does not hold.
 */
export function swappedColumns(
  obs: Columns,
  keys: ResultKeys,
  rank: number,
  name: string,
): { readonly columns: Columns; readonly changed: ReadonlyMap<string, CategoryColumn | NumberColumn> } {
  const other = keys.alternative(rank - 1);
  const [result, kind] = [categoryOf(obs, keys.domain), categoryOf(obs, other.domain)];
  if (!result || !kind) throw noKind({ obs, keys, rank, name });
  const changed = new Map<string, CategoryColumn | NumberColumn>();
  const swap = (what: keyof ColumnKeys, missing: CategoryColumn | NumberColumn) => {
    changed.set(keys[what], partitionColumn(obs.get(other[what])) ?? missing);
    const before = partitionColumn(obs.get(keys[what]));
    if (before) changed.set(other[what], before);
  };
  const none: NumberColumn = { kind: "number", values: new Float64Array(kind.codes.length).fill(Number.NaN) };
  swap("domain", kind);
  const unknown: CategoryColumn = { ...kind, codes: kind.codes.map(() => -1) };
  swap("raw", unknown);
  if (obs.has(keys.own) || obs.has(other.own)) swap("own", unknown);
  swap("probability", none);
  swap("confidence", none);
  return { columns: new Map([...obs, ...changed]), changed };
}

/** The record of kinds after the same change; agreement and differing cells are those with the new result. */
function swappedKinds(kinds: RecordedKinds, obs: Columns, keys: ResultKeys, rank: number): RecordedKinds {
  const swap = <T>(values: readonly T[]): T[] =>
    values.map((value, at) => (at === 0 ? values[rank - 1] : at === rank - 1 ? values[0] : value));
  const names = [keys.domain, ...kinds.columns.slice(1).map((_, at) => keys.alternative(at + 1).domain)];
  const labels = names.map((name) => categoryOf(obs, name)?.codes ?? new Int32Array(0));
  const pairs = labels.map((each) => scoredPairs(each, labels[0]));
  return {
    ...kinds,
    columns: names,
    support: swap(kinds.support),
    support_of_families: Object.fromEntries(
      Object.entries(kinds.support_of_families).map(([family, shares]) => [family, swap(shares)]),
    ),
    seeds: swap(kinds.seeds),
    stability: swap(kinds.stability),
    agreement: pairs.map((each) => normalizedMutualInformation(each.truth, each.labels)),
    differing: pairs.map(({ truth, labels: first }) => truth.filter((label, i) => label !== first[i]).length),
  };
}

/** Entries of the record of a run on its domains and kinds after a kind and the result have changed places. */
export interface ChosenRecord extends Pick<RunRecord, "domains"> {
  readonly kinds?: RecordedKinds;
  readonly chosen: { readonly kind: number; readonly result_before: string };
}

/**
 * The part of the record of a run that a chosen kind changes.
 *
 * @param obs after the change.
 */
export function recordAfterChoice(
  { domains: { stability: _, ...domains }, kinds }: Pick<RunRecord, "domains" | "kinds">,
  obs: Columns,
  keys: ResultKeys,
  rank: number,
): ChosenRecord {
  return {
    domains: { ...domains, sizes: sizesOf(obs, keys.domain) },
    ...(kinds ? { kinds: swappedKinds(kinds, obs, keys, rank) } : {}),
    // The first result lies in this column now, and comes back by the same choice.
    chosen: { kind: rank, result_before: keys.alternative(rank - 1).domain },
  };
}

/** Cells of each domain of a column. */
function sizesOf(obs: Columns, key: string): number[] {
  const column = categoryOf(obs, key);
  if (!column) return [];
  return Array.from(
    clusterSizes(
      column.codes.filter((code) => code >= 0),
      column.categories.length,
    ),
  );
}

/** A column that describes a partition; undefined for any other. */
function partitionColumn(column: Column | undefined): CategoryColumn | NumberColumn | undefined {
  return column?.kind === "category" || column?.kind === "number" ? column : undefined;
}

function categoryOf(obs: Columns, key: string): CategoryColumn | undefined {
  const column = obs.get(key);
  return column?.kind === "category" ? column : undefined;
}

function noKind({
  obs,
  keys,
  rank,
  name,
}: {
  readonly obs: Columns;
  readonly keys: ResultKeys;
  readonly rank: number;
  readonly name: string;
}): CellScapeError {
  let kinds = 1;
  while (categoryOf(obs, keys.alternative(kinds).domain)) kinds++;
  if (kinds === 1) {
    const way = "find them with cellscape analyze RESULT --want alternatives, whose result.h5ad holds them";
    return new CellScapeError("bad-option", `${name}: expected kinds of partition beside the result, got none; ${way}`);
  }
  return new CellScapeError("bad-option", `${name}: expected a kind from 2 to ${kinds}, got ${rank}`);
}
