import { domainColors } from "../../results/reported.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import { type RecordedKinds, recordAfterChoice, swappedColumns } from "../../run/stored/swappedKind.ts";
import { analyzeJob } from "./analyzeJob.ts";
import type { DomainJob } from "./job.ts";
import type { PreparedRun } from "./prepareRun.ts";

/** A result as it is after another kind of partition has become its domains. */
export interface ChosenKind {
  readonly stored: StoredResult;
  /** The data set with the columns of the kind and of the result in each other's place. */
  readonly prepared: PreparedRun;
  readonly job: DomainJob;
}

/**
 * The job that makes another kind of partition the result: that of `analyze`, on a result whose columns have changed
 * places. It writes these columns and the record of the run anew.
 *
 * @param from `recorded`: the whole record of the run, as uns holds it; `path` of the result, for refusals.
 * @throws bad-option for a kind that the result does not hold.
 */
export function chooseKind(
  stored: StoredResult,
  { input, ...prepared }: PreparedRun,
  rank: number,
  {
    kinds,
    recorded,
    path,
  }: {
    readonly kinds: RecordedKinds | undefined;
    readonly recorded: Readonly<Record<string, unknown>>;
    readonly path: string;
  },
): ChosenKind {
  const { keys, record } = stored;
  const { dataset } = input;
  const { columns, changed } = swappedColumns(dataset.obs.columns, keys, rank, path);
  const { chosen, ...changes } = recordAfterChoice({ ...record, kinds }, columns, keys, rank);
  const after: StoredResult = { ...stored, record: { ...record, ...changes } };
  const job = analyzeJob(after);
  const other = keys.alternative(rank - 1).domain;
  return {
    stored: after,
    prepared: { ...prepared, input: { ...input, dataset: { ...dataset, obs: { ...dataset.obs, columns } } } },
    job: {
      ...job,
      name: "choose",
      recordKey: () => keys.record,
      record: () => ({ ...recorded, ...changes, chosen }),
      annotations: ({ domains: found }) => {
        const colors = domainColors({ domains: found });
        return {
          obs: Object.fromEntries(changed),
          ...{ var: {}, obsm: {} },
          colors: Object.fromEntries(
            [keys.domain, keys.raw, ...(changed.has(keys.own) ? [keys.own] : []), other].map((key) => [
              `${key}_colors`,
              colors,
            ]),
          ),
        };
      },
      words: () => ({
        lead: `${found(changes.domains.sizes)} are those of another kind of partition than the run of cellscape ${record.version} chose; it was chosen among ${kinds?.columns.length ?? "several"} kinds.`,
        paragraph: `Of the kinds of partition that candidates fell into, number ${rank} was chosen by hand in place of the one with most support.`,
      }),
    },
  };
}

function found(sizes: readonly number[]): string {
  return `The ${sizes.length} domains`;
}
