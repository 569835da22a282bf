import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { HintedCells, HintsOver } from "../../explore/edits/editKind.ts";
import { hintsOver } from "../../explore/hints/hintsOver.ts";
import type { Host } from "../../host/host.ts";
import { settle } from "../../run/options/settings.ts";
import { run } from "../../run/run.ts";
import { coreSteps } from "../../run/steps.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import { storedSteps } from "../../run/stored/storedSteps.ts";
import { settingsOf } from "../options/analyze.ts";
import { parseConfig, type RunSettings } from "../options/run.ts";
import { readInput } from "../read/readInput.ts";
import { asInRun } from "../run/asInRun.ts";
import { lazyEngine } from "../run/lazyEngine.ts";

interface Read {
  readonly dataset: Dataset;
  readonly config: RunSettings;
}

/** Name that the groups at hand have among the columns while the cells are selected. */
const heldName = "cellscape_groups_before_hints";

/**
 * Domains from labels of some cells of a stored result, by its embedding: as `cellscape analyze --hints` finds them. The
 * file is read with its counts when this is first needed, and what does not depend on labels is computed once for the same
 * groups and number of domains.
 */
export function hintedCells(host: Host, path: string, stored: StoredResult): HintsOver {
  let read: Promise<Read> | undefined;
  let last: { readonly groups: CategoryColumn; readonly opened: HintedCells } | undefined;
  return async (groups, task) => {
    if (last && sameGroups(last.groups, groups)) return last.opened;
    read ??= readResult(host, path, stored, task.part(0, 0.5));
    const opened = await openCells(host, stored, await read, groups, task.part(0.5, 1));
    last = { groups, opened };
    return opened;
  };
}

const sameGroups = (a: CategoryColumn, b: CategoryColumn) =>
  a.codes === b.codes && a.categories.length === b.categories.length;

async function readResult(host: Host, path: string, stored: StoredResult, task: Task): Promise<Read> {
  const parsed = parseConfig(settingsOf(stored.record, stored.has));
  const input = await readInput(host, [{ path }], parsed, task);
  const dataset = asInRun(input.dataset, stored.record);
  return { dataset, config: settle(parsed, dataset) };
}

async function openCells(
  host: Host,
  stored: StoredResult,
  { dataset, config }: Read,
  groups: CategoryColumn,
  task: Task,
): Promise<HintedCells> {
  const { kept, obs } = dataset;
  const held = kept ? pickRows(groups, kept.rows) : groups;
  const grouped = { ...dataset, obs: { ...obs, columns: new Map([...obs.columns, [heldName, held]]) } };
  const steps = { ...coreSteps, ...storedSteps({ ...stored, column: heldName, colors: undefined }) };
  const { artifacts } = await run(grouped, ["selection", "features", "graph", "embeddings", "domains"], steps, {
    ...{ config, clock: host.clock, report: () => undefined, signal: task.signal },
    engine: lazyEngine(host, config, () => undefined).get,
  });
  await task.update(0.5);
  const opened = hintsOver(artifacts, config);
  return kept ? { ...opened, rows: opened.rows.map((cell) => kept.rows[cell]) } : opened;
}
