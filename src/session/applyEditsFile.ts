import { checkedInputs } from "../analyses/wanted.ts";
import { createTask } from "../core/task.ts";
import { pickRows } from "../data/pickRows.ts";
import { wordsOf } from "../explore/edits/registry.ts";
import type { Host } from "../host/host.ts";
import type { StoredResult } from "../run/stored/storedResult.ts";
import { type AnalyzeFileOptions, preparedAsInRun } from "./analyzeFile.ts";
import { editedAdditions } from "./edits/editedAdditions.ts";
import { editedJob } from "./edits/editedJob.ts";
import { type EditableFile, openEditable } from "./edits/openEditable.ts";
import { readEdits } from "./edits/readEdits.ts";
import { type Edited, runEdits } from "./edits/runEdits.ts";
import { saveEdits } from "./edits/saveEdits.ts";
import { settingsOf } from "./options/analyze.ts";
import { type ConfigInput, parseConfig } from "./options/run.ts";
import { computeRun } from "./run/computeRun.ts";
import { concludeRun, type RunSummary } from "./run/concludeRun.ts";
import type { PreparedRun } from "./run/prepareRun.ts";
import { prepareRun } from "./run/prepareRun.ts";
import { openSession, type Session } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";
import { outputFolder } from "./write/outputFolder.ts";
import { resultName } from "./write/writeAnnData.ts";

export interface ApplyEditsOptions extends Omit<AnalyzeFileOptions, "column"> {
  /** Apply edits by name to labels that are not those that the edits began with. */
  readonly otherLabels?: boolean;
}

/**
 * Do recorded edits of the columns of an .h5ad again. Of the result of a run the analyses that it holds are made again too,
 * so that none describes the labels before. Edits that the file holds already are not done twice. The file that is read
 * stays as it is.
 *
 * @param edits path of a document of edits, or of an .h5ad that holds some.
 * @throws bad-file for edits that cannot be read; bad-data and bad-option for edits that do not fit the file, each with
 * the file, the edit and a suggested fix; as `analyzeFile`.
 */
export async function applyEditsFile(
  host: Host,
  path: string,
  edits: string,
  { config = {}, out: wanted, otherLabels = false, ...options }: ApplyEditsOptions = {},
): Promise<Pick<RunSummary, "result" | "lines" | "stopped">> {
  const { join, dirname } = host.paths;
  const out = wanted ?? join(dirname(path), "edited");
  const given = await readEdits(host, edits);
  const [first] = given.edits;
  const column = first && first.edit !== "kind" ? first.column : undefined;
  const editable = await openEditable(host, path, column);
  const protects = [...(options.protects ?? []), edits];
  const session = await openSession(host, [{ path }], { ...options, out, protects });
  try {
    const { report, options: own } = session;
    const [edited] = await session.stage("edits", `Applying ${given.edits.length} edits of ${edits}`, async () => {
      const task = createTask("edits", { report, signal: own.signal });
      const made = await runEdits(editable, given, { where: edits, otherLabels, task });
      const lines = made.edits.length === 0 ? ["the file holds all of them already"] : made.edits.map(wordsOf);
      for (const text of lines) task.note(text);
      return made;
    });
    if (editable.stored) return await analysed(session, { editable, edited, stored: editable.stored }, { config, out });
    const target = await outputFolder(host, out, own.ending).target(resultName);
    const outdated = await saveEdits(editable, edited, target);
    const note =
      outdated.length === 0 ? [] : [`made of the labels before, and left as they are: ${outdated.join(", ")}`];
    return { result: target.name, lines: [`${target.name}: ${edited.edits.length} edits`, ...note], stopped: false };
  } finally {
    session.close();
  }
}

interface EditedResult {
  readonly editable: EditableFile;
  readonly edited: Edited;
  readonly stored: StoredResult;
}

/** Write the edited result of a run with its analyses. */
async function analysed(
  session: Session,
  { editable, edited, stored }: EditedResult,
  { config: given, out }: { readonly config: ConfigInput; readonly out: string },
): Promise<RunSummary> {
  const { host, options } = session;
  const { record } = edited;
  const colors = edited.labelled.colors.get(record.column);
  const after: StoredResult = {
    ...{ ...stored, column: record.column, colors, record: edited.ofRun ?? stored.record },
  };
  const settings = parseConfig({ ...settingsOf(stored.record, stored.has), ...(await wantedBefore(stored)), ...given });
  const config = record.column === stored.keys.domain ? settings : { ...settings, column: record.column };
  const read = await checkedInputs(config, host.files.openFile);
  const job = editedJob(after, await editedAdditions(editable, edited));
  const prepared = await unlessEnding(prepareRun(session, job, config, read), options.ending);
  const own = withColumns(preparedAsInRun(prepared, stored.record), edited);
  const computed = await computeRun(session, job, own, read);
  const summary = await concludeRun(session, job, own, computed);
  return { ...summary, lines: [`${edited.edits.length} edits in ${out}`, ...summary.lines] };
}

/** The data set with the edited columns. */
function withColumns({ input, ...prepared }: PreparedRun, { labelled }: Edited): PreparedRun {
  const { kept, obs } = input.dataset;
  const columns = new Map(
    [...labelled.columns].map(([name, column]) => [name, kept ? pickRows(column, kept.rows) : column] as const),
  );
  return { ...prepared, input: { ...input, dataset: { ...input.dataset, obs: { ...obs, columns } } } };
}

/** The analyses that a result holds: those of the run, and those that were made of it since. */
async function wantedBefore({ record, entry }: StoredResult): Promise<ConfigInput> {
  const analysed = await entry("cellscape_analysis/options");
  const since = typeof analysed === "object" && analysed !== null ? { ...analysed } : {};
  const all = [record.options, since];
  const want = all.flatMap((options) =>
    "want" in options && Array.isArray(options.want) ? options.want.map(String) : [],
  );
  const report = all.some((options) => "report" in options && options.report === true);
  return { ...(want.length > 0 ? { want: [...new Set(want)] } : {}), ...(report ? { report } : {}) };
}
