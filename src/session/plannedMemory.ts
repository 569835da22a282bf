import { megabyte } from "../core/memorySize.ts";
import { nameOf } from "../core/options/parse.ts";
import type { Inspection } from "../io/inspection/inspection.ts";
import { resolveSettings, type Settings } from "../run/options/settings.ts";
import { planRun } from "../run/plan/planRun.ts";
import { planUntrained } from "../run/plan/planUntrained.ts";
import type { TissueSize } from "../run/plan/stages.ts";
import { type ConfigInput, parseConfig } from "./options/run.ts";
import { entriesOf } from "./run/planFile.ts";

/** Megabytes of 2^20 bytes that a command is planned to take, by stage, and the most of them. */
export type StageMegabytes = Readonly<Record<string, number>>;

/** What a program that starts jobs needs to size them. */
export interface PlannedJob {
  /** Entries of the matrix that are not zero; of a dense matrix about. */
  readonly entries: number;
  /** Planned for the printed command, and for `cellscape apply` to the same cells. */
  readonly memoryMb: { readonly run: StageMegabytes; readonly apply: StageMegabytes };
}

/** The memory that a run and the application of a model are planned to take; undefined without counts and cells. */
export function plannedMemory(inspection: Inspection): PlannedJob | undefined {
  const { name, cells, genes, matrices, countsFrom, command, samples } = inspection;
  const matrix = matrices.find(({ where }) => where === countsFrom);
  if (matrix === undefined || cells === 0 || genes === 0) return undefined;
  const given = settingsOf(command);
  const { sampleKey } = given;
  const groups = samples.find(({ column }) => column === sampleKey)?.groups ?? (sampleKey === undefined ? 1 : 2);
  const config = resolveSettings(parseConfig(given), { name, cells, samples: groups });
  const size: TissueSize = { cells, genes, entries: entriesOf(matrix, { cells, genes }) };
  return {
    entries: size.entries,
    memoryMb: {
      run: inMegabytes(planRun(size, config)),
      apply: inMegabytes(planUntrained(size, untrained(config), { description: "no training", embeds: true })),
    },
  };
}

/** A model is applied once, whatever the number of seeds. */
const untrained = (config: Settings): Settings => ({ ...config, seeds: 1 });

function inMegabytes({ stages, peak }: ReturnType<typeof planRun>): StageMegabytes {
  const rounded = Object.entries(stages).map(([stage, bytes]) => [stage, Math.ceil(bytes / megabyte)]);
  return { ...Object.fromEntries(rounded), all: Math.ceil(peak / megabyte) };
}

/** The settings in a printed command: `cellscape run NAME --out DIR --flag value ...`. */
function settingsOf(command: readonly string[]): ConfigInput {
  const settings: Record<string, string> = {};
  for (let at = command.indexOf("--out") + 2; at + 1 < command.length; at += 2) {
    settings[nameOf(command[at].replace(/^--/, ""))] = command[at + 1];
  }
  return settings;
}
