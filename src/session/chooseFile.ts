import { checkedInputs } from "../analyses/wanted.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Host } from "../host/host.ts";
import { runRecordSchema } from "../run/stored/runRecord.ts";
import { type AnalyzeFileOptions, preparedAsInRun } from "./analyzeFile.ts";
import { settingsOf } from "./options/analyze.ts";
import { parseConfig } from "./options/run.ts";
import { openStored } from "./read/openStored.ts";
import { analyzeJob } from "./run/analyzeJob.ts";
import { chooseKind } from "./run/chooseJob.ts";
import { computeRun } from "./run/computeRun.ts";
import { concludeRun, type RunSummary } from "./run/concludeRun.ts";
import { prepareRun } from "./run/prepareRun.ts";
import { openSession } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";

export type ChooseFileOptions = Omit<AnalyzeFileOptions, "column">;

/**
 * Make another kind of partition the domains of a result: its labels, confidences and colours change places with those of
 * the result, the record states it, and the analyses that the run made are made again. The same choice a second time brings
 * the first result back. The file that is read stays as it is.
 *
 * @param rank of the kind, as the report numbers them: 2 to 4.
 * @throws bad-option for a kind that the result does not hold; as `analyzeFile`.
 */
export async function chooseFile(
  host: Host,
  path: string,
  rank: number,
  { config: given = {}, out: wanted, ...options }: ChooseFileOptions = {},
): Promise<RunSummary> {
  if (!Number.isInteger(rank) || rank < 2) {
    const way = "the result itself is 1";
    throw new CellScapeError(
      "bad-option",
      `choose: expected the number of another kind, 2 or more, got ${rank}; ${way}`,
    );
  }
  const { join, dirname } = host.paths;
  const out = wanted ?? join(dirname(path), `choice-${rank}`);
  const stored = await openStored(await host.files.openFile(path));
  const { record, keys } = stored;
  if (stored.column !== keys.domain) {
    const way = "apply an edit of kind to it instead (cellscape apply-edits)";
    throw new CellScapeError(
      "bad-option",
      `${path}: expected the domains of a run, got edits of ${stored.column}; ${way}`,
    );
  }
  const analysed = runRecordSchema.shape.kinds.safeParse(await stored.entry("cellscape_analysis/kinds"));
  const kinds = record.kinds ?? analysed.data;
  const recorded = recordOf(await stored.entry(keys.record));
  const { options: settings } = record;
  const asBefore = Object.fromEntries(
    ["want", "report"].flatMap((name) => (name in settings ? [[name, settings[name]]] : [])),
  );
  const config = parseConfig({ ...settingsOf(record, stored.has), ...asBefore, ...given });
  const read = await checkedInputs(config, host.files.openFile);
  const session = await openSession(host, [{ path }], { ...options, out });
  try {
    const before = await unlessEnding(prepareRun(session, analyzeJob(stored), config, read), options.ending);
    const { job, prepared } = chooseKind(stored, preparedAsInRun(before, record), rank, { kinds, recorded, path });
    const computed = await computeRun(session, job, prepared, read);
    return await concludeRun(session, job, prepared, computed);
  } finally {
    session.close();
  }
}

function recordOf(entry: unknown): Readonly<Record<string, unknown>> {
  return typeof entry === "object" && entry !== null ? { ...entry } : {};
}
