import { knownLabels } from "../analyses/annotation/knownLabels.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Host } from "../host/host.ts";
import { groupings } from "../io/inspection/groupings.ts";
import { openDataset } from "../io/open.ts";
import { joinDatasets } from "../preprocess/joinDatasets.ts";
import { withOptions } from "../run/options/config.ts";
import type { RunConfig } from "./options/run.ts";
import { sampleNames } from "./read/sampleNames.ts";
import type { RunSummary } from "./run/concludeRun.ts";
import { type RunFileOptions, runFile } from "./runFile.ts";

export interface AnnotateFileOptions extends RunFileOptions {
  /** Annotated sections, files or folders. */
  readonly references: readonly string[];
  /** Column of obs with their labels; the only one that may be it by default. */
  readonly label?: string | undefined;
}

/**
 * Carry labels of annotated sections to new ones: a run of all of them together, with as many domains as there are labels unless
 * the settings name another number, and the analysis of labels.
 *
 * @throws bad-option without references, or for a column that is not there; as `runFile`.
 */
export async function annotateFile(
  host: Host,
  fresh: readonly string[],
  { references, label, config, ...options }: AnnotateFileOptions,
): Promise<RunSummary> {
  if (fresh.length === 0 || references.length === 0) {
    const got = fresh.length === 0 ? "no new section" : "no reference";
    throw new CellScapeError("bad-option", `annotate: expected new and annotated sections, got ${got}`);
  }
  const inputs = [...fresh, ...references].map((path) => ({ path }));
  const names = sampleNames(host, inputs).slice(fresh.length);
  const datasets: Dataset[] = [];
  for (const path of references) datasets.push(await (await openDataset(await host.files.open(path))).read({}));
  const column = label ?? onlyColumn(datasets);
  for (const [at, dataset] of datasets.entries()) expectColumn(references[at], dataset, column);
  const count = labelsOf(datasets, names, column);
  const settings: Partial<RunConfig> = {
    ...{ label: column, references: names },
    ...(config.domains === "auto" ? { domains: count } : {}),
  };
  return runFile(host, inputs, { ...options, config: withOptions(config, settings) });
}

/** The column of obs with few values that all references have, where it is the only one. */
function onlyColumn(datasets: readonly Dataset[]): string {
  const columns = datasets.map(({ obs }) => groupings(obs).labels.map(({ column }) => column));
  const shared = columns[0].filter((column) => columns.every((each) => each.includes(column)));
  if (shared.length === 1) return shared[0];
  const got = shared.length === 0 ? "no column with few values that all references have" : shared.join(", ");
  throw new CellScapeError("bad-option", `--label: expected a column of obs with labels, got ${got}; name one`);
}

/** @throws bad-option naming the reference that lacks the column, and the columns that it has. */
function expectColumn(path: string, { obs }: Dataset, label: string): void {
  const key = label.replace(/^obs\//, "");
  if (obs.columns.has(key)) return;
  const has = [...obs.columns.keys()].join(", ") || "no columns";
  throw new CellScapeError("bad-option", `--label: expected a column of obs in ${path} (${has}), got ${key}`);
}

/** How many labels the references have. */
function labelsOf(datasets: readonly Dataset[], names: readonly string[], label: string): number {
  const [first] = datasets;
  const parts = datasets.map((dataset, at) => ({ sample: names[at], dataset }));
  // A new section without labels beside them, as in the run.
  const none = { ...first, obs: { rows: first.cells.length, columns: new Map() } };
  const joined = joinDatasets([...parts, { sample: "new sections", dataset: none }], { overlap: 0 });
  return knownLabels(joined, { label, references: [...names] }).labels.length;
}
