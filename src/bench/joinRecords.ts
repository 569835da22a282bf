import { CellScapeError } from "../core/errors.ts";
import type { BenchRecord, RunRecord } from "./record.ts";

/**
 * One record of the runs of two of the same data: of a run in both, the newer one. Data, methods and all else are those of the
 * newer record, then what only the older one has; the reference stays that of the older, so that runs of a few methods can be added.
 *
 * @throws bad-option where data of one name differ, methods of one name have other settings, or cells were counted otherwise.
 */
export function joinRecords(older: BenchRecord, newer: BenchRecord): BenchRecord {
  expectAlike("vote", older.vote, newer.vote);
  const data = joined(older.data, newer.data, ({ name, ...one }, other) => {
    expectAlike(
      name,
      [one.sha256, one.truth, one.unknown, one.domains],
      [other.sha256, other.truth, other.unknown, other.domains],
    );
  });
  const methods = joined(older.methods, newer.methods, ({ name, settings }, other) => {
    expectAlike(name, settings, other.settings);
  });
  const runs = new Map([...older.runs, ...newer.runs].map((run) => [nameOf(run), run]));
  const order = (run: RunRecord): readonly number[] => [
    data.findIndex(({ name }) => name === run.data),
    methods.findIndex(({ name }) => name === run.method),
    run.seed ?? -1,
  ];
  const sorted = Array.from(runs.values(), (run) => ({ run, at: order(run) }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1] || a.at[2] - b.at[2])
    .map(({ run }) => run);
  return { ...newer, reference: older.reference, data, methods, runs: sorted };
}

const nameOf = ({ data, method, seed }: RunRecord) => JSON.stringify([data, method, seed]);

/** The newer of two lists, then what only the older one has. */
function joined<Entry extends { readonly name: string }>(
  older: readonly Entry[],
  newer: readonly Entry[],
  expectSame: (one: Entry, other: Entry) => void,
): readonly Entry[] {
  const known = new Map(newer.map((entry) => [entry.name, entry]));
  const others = older.filter((entry) => {
    const same = known.get(entry.name);
    if (same) expectSame(entry, same);
    return !same;
  });
  return [...newer, ...others];
}

function expectAlike(name: string, older: unknown, newer: unknown): void {
  const [before, now] = [JSON.stringify(older), JSON.stringify(newer)];
  if (before === now) return;
  throw new CellScapeError(
    "bad-option",
    `bench: expected the same ${name} in both records, got ${before} and ${now}; begin a new record`,
  );
}
