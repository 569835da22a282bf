import { type Yardstick, yardstickOf } from "../../bench/measures/measure.ts";
import { codesByOccurrence } from "../../bench/outside/codes.ts";
import type { DataRecord } from "../../bench/record.ts";
import { CellScapeError } from "../../core/errors.ts";
import { nearestName } from "../../core/options/nearest.ts";
import { createTask } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import { writeDataset } from "../../io/anndata/write.ts";
import { parseConfig } from "../options/run.ts";
import { fileDigest } from "../read/digest.ts";
import { readInput } from "../read/readInput.ts";
import { expectSharedLabels } from "../read/sharedLabels.ts";
import type { Session } from "../run/session.ts";
import type { PlannedData } from "./plan.ts";

/** A data set of a benchmark: what methods are given, and what only the scorer has. */
export interface BenchData {
  readonly planned: PlannedData;
  readonly record: DataRecord;
  /** Absolute path of the file without labels, and its digest. */
  readonly input: string;
  readonly digest: string;
  /** Settings that a run of that file still needs. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly by: Yardstick;
  readonly truthNames: readonly string[];
  readonly cells: readonly string[];
  readonly obs: Dataset["obs"];
  readonly unitUm: number | undefined;
}

/** Options of reading: the file without labels holds what they chose. */
const readingOptions = ["counts", "positions", "bin", "genome", "table", "orientation", "strict"];

/**
 * Read a data set, and write the file that methods are given: its cells, genes, counts and positions, and of obs nothing but
 * the columns that settings name. The known labels stay with the scorer.
 *
 * @param folder that the file is written to.
 * @throws bad-option where a column is not there; bad-data where no cell has a known label; whatever reading throws.
 */
export async function openBenchData(
  { host, report, options }: Pick<Session, "host" | "report" | "options">,
  planned: PlannedData,
  vote: number,
  folder: string,
): Promise<BenchData> {
  const { file, name, truth, unknown, settings } = planned;
  const config = parseConfig(settings);
  const task = createTask("read", { report, signal: options.signal });
  const { dataset, file: read } = await readInput(host, [{ path: file }], config, task);
  const known = truth === undefined ? undefined : knownLabels(dataset, truth, planned);
  const kept = keptColumns(dataset, planned);
  const input = host.paths.resolve(host.paths.join(folder, `${fileNameOf(name)}.h5ad`));
  const hidden = { ...dataset, obs: { rows: dataset.obs.rows, columns: kept } };
  await writeDataset(await host.files.target(input), hidden);
  const sections = dataset.samples?.codes;
  const { positions, cells, genes, unitUm } = dataset;
  const digest = await fileDigest(host, await host.files.openFile(input));
  const rest = Object.entries(settings).filter(([option]) => !readingOptions.includes(option));
  return {
    ...{
      planned,
      input,
      digest,
      truthNames: known?.names ?? [],
      cells,
      obs: dataset.obs,
      unitUm: config.unitUm ?? unitUm,
    },
    settings: { ...(unitUm === undefined ? {} : { unitUm }), ...Object.fromEntries(rest) },
    by: await yardstickOf({ truth: known?.codes, positions, sections }, vote, task),
    record: {
      ...{ name, file: read.name, sha256: read.sha256, truth, unknown, cells: cells.length, genes: genes.length },
      labelled: known?.labelled ?? 0,
      domains: planned.domains ?? known?.names.length ?? 0,
    },
  };
}

function knownLabels(dataset: Dataset, truth: string, { file, unknown }: PlannedData) {
  const { codes, names } = codesByOccurrence(textsOf(dataset, truth, file), unknown);
  const labelled = codes.filter((code) => code >= 0).length;
  expectSharedLabels(file, truth, { names, labelled });
  return { codes, names, labelled };
}

/** A column of obs as texts. @throws bad-option */
export function textsOf({ obs }: Pick<Dataset, "obs">, column: string, file: string): (string | undefined)[] {
  const found = obs.columns.get(column);
  if (found) return Array.from({ length: obs.rows }, (_, i) => labelAt(found, i));
  const all = [...obs.columns.keys()];
  const near = nearestName(column, all);
  const way = near === undefined ? `it has ${all.join(", ") || "none"}` : `did you mean ${near}?`;
  throw new CellScapeError("bad-option", `${file}: expected a column ${column} in obs, got none; ${way}`);
}

/** Columns that settings such as the sample name, never the labels. */
function keptColumns({ obs }: Dataset, { settings, truth, file }: PlannedData): Dataset["obs"]["columns"] {
  const named = Object.values(settings).flatMap((value) => [value].flat().map((each) => String(each).split("=")[0]));
  const used = [...obs.columns].filter(([column]) => named.includes(column));
  if (used.some(([column]) => column === truth)) {
    throw new CellScapeError("bad-option", `${file}: expected settings without the labels to score, got obs/${truth}`);
  }
  return new Map(used);
}

/** A name without what file systems refuse. */
export function fileNameOf(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._=-]+/gu, "_");
}
