import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Host } from "../../host/host.ts";
import { writeDataset } from "../../io/anndata/write.ts";
import { joinDatasets } from "../../preprocess/joinDatasets.ts";
import { suspectPlaces } from "../../preprocess/places/suspectPlaces.ts";
import { splitSamples } from "../../preprocess/splitSamples.ts";
import { withKnownUnit } from "../../preprocess/units/knownUnit.ts";
import { expectColumns } from "../../run/labels.ts";
import type { Config } from "../../run/options/config.ts";
import { overlappingSamples, overlapText } from "./overlappingSamples.ts";
import { type ReadInput, readOne } from "./readOne.ts";
import { sampleNames } from "./sampleNames.ts";
import type { SampleInput } from "./sampleSheet.ts";

/** What a run works on, and the file or files that it came from. */
export interface Input extends ReadInput {
  /** The samples, where each is an input of its own; their cells follow each other in `dataset`. */
  readonly parts: readonly InputPart[];
}

/** One input of several. */
export interface InputPart extends ReadInput {
  readonly sample: string;
}

/**
 * Read a file or folder, or several as samples of one run, and report what was found.
 *
 * @throws CellScapeError when it is nothing that can be read, loses cells although that was not allowed, lacks a column that the settings name, or the samples do
 * not fit together.
 */
export async function readInput(
  host: Host,
  inputs: readonly SampleInput[],
  config: Config,
  task: Task,
): Promise<Input> {
  if (inputs.length === 1) {
    const { dataset: read, ...rest } = await readOne(host, inputs[0].path, config, task);
    const dataset = await withKnownUnit(config.sampleKey === undefined ? read : splitSamples(read, config.sampleKey));
    expectColumns(dataset, config);
    task.note(sizeOf(dataset));
    const overlap = await overlappingSamples(dataset);
    for (const text of suspectPlaces(dataset)) task.warn(text);
    if (overlap) task.warn(`${overlapText(overlap)}; without it they are taken as one tissue`);
    if (dataset.samples) task.note(`${dataset.samples.names.length} samples of obs/${dataset.samples.column}`);
    return { ...rest, dataset, parts: [] };
  }
  const names = sampleNames(host, inputs);
  const parts: InputPart[] = [];
  for (const [s, { path }] of inputs.entries()) {
    const part = task.part(s / inputs.length, (s + 1) / inputs.length);
    const one = await readOne(host, path, config, part);
    parts.push({ sample: names[s], ...one, dataset: await withKnownUnit(one.dataset) });
  }
  const dataset = joinDatasets(
    parts.map(({ sample, dataset: own }, s) => {
      const { attributes } = inputs[s];
      return { sample, dataset: own, ...(attributes ? { attributes } : {}) };
    }),
    { overlap: config.overlap },
  );
  expectColumns(dataset, config);
  task.note(sizeOf(dataset));
  for (const text of suspectPlaces(dataset)) task.warn(text);
  const file = {
    name: parts.map((part) => part.file.name).join(", "),
    bytes: parts.reduce((sum, part) => sum + part.file.bytes, 0),
    sha256: parts.map((part) => part.file.sha256).join(", "),
  };
  return {
    dataset,
    taken: new Map<string, undefined>(),
    file,
    write: (target, additions) => writeDataset(target, dataset, additions),
    parts: sharingCounts(parts, dataset),
  };
}

/** The parts with their counts where they lie in those of all, as far as the genes are the same: the matrix is there once. */
function sharingCounts(parts: readonly InputPart[], { genes, counts: all }: Dataset): InputPart[] {
  let first = 0;
  return parts.map((part) => {
    const { dataset } = part;
    const from = all.starts[first];
    first += dataset.cells.length;
    if (dataset.genes.length !== genes.length || dataset.genes.some((gene, u) => gene !== genes[u])) return part;
    const [indices, values] = [
      all.indices.subarray(from, all.starts[first]),
      all.values.subarray(from, all.starts[first]),
    ];
    return { ...part, dataset: { ...dataset, counts: { ...dataset.counts, indices, values } } };
  });
}

function sizeOf({ cells, genes, countsFrom, positionsFrom }: Dataset): string {
  return `${cells.length} cells x ${genes.length} genes, counts from ${countsFrom}, positions from ${positionsFrom}`;
}
