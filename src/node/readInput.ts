import { basename } from "node:path";
import type { Dataset } from "../data/dataset.ts";
import { fileSource } from "../io/nodeFile.ts";
import { readDataset } from "../io/reader.ts";
import type { Source } from "../io/source.ts";
import type { Config } from "../pipeline/config.ts";
import { expectColumns } from "../pipeline/labels.ts";
import type { Report } from "../pipeline/progress.ts";
import { joinDatasets } from "../preprocess/joinDatasets.ts";
import { splitSamples } from "../preprocess/splitSamples.ts";
import { fileDigest } from "./digest.ts";
import { sampleNames } from "./sampleNames.ts";
import type { SampleInput } from "./sampleSheet.ts";

/** What a run works on, and the file or files that it came from. */
export interface Input {
  readonly dataset: Dataset;
  /** The file that the result is laid over; undefined for several, whose joint result is a new file. */
  readonly source: Source | undefined;
  /** Which file it was, for the record: its name without folders, its size in bytes and its SHA-256. */
  readonly file: InputFile;
  /** The samples, where each is a file of its own; their cells follow each other in `dataset`. */
  readonly parts: readonly InputPart[];
}

export interface InputFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One file of several. */
export interface InputPart {
  readonly sample: string;
  readonly dataset: Dataset;
  readonly source: Source;
  readonly file: InputFile;
}

/**
 * Read a file, or several as samples of one run, and say what was found.
 *
 * @throws CellScapeError when it is no file that can be read, lacks a column that the settings name, or the samples do
 * not fit together.
 */
export async function readInput(inputs: readonly SampleInput[], config: Config, report: Report): Promise<Input> {
  const say = (text: string) => report({ kind: "note", step: "read", text });
  if (inputs.length === 1) {
    const { dataset: read, source, file } = await readOne(inputs[0].path, config);
    const dataset = config.sampleKey === undefined ? read : splitSamples(read, config.sampleKey);
    expectColumns(dataset, config);
    say(sizeOf(dataset));
    if (dataset.samples) say(`${dataset.samples.names.length} samples of obs/${dataset.samples.column}`);
    return { dataset, source, file, parts: [] };
  }
  const names = sampleNames(inputs);
  const parts: InputPart[] = [];
  for (const [s, { path }] of inputs.entries()) parts.push({ sample: names[s], ...(await readOne(path, config)) });
  const dataset = joinDatasets(
    parts.map(({ sample, dataset: own }, s) => {
      const { attributes } = inputs[s];
      return { sample, dataset: own, ...(attributes ? { attributes } : {}) };
    }),
    { overlap: config.overlap },
  );
  expectColumns(dataset, config);
  say(sizeOf(dataset));
  const file = {
    name: parts.map((part) => part.file.name).join(", "),
    bytes: parts.reduce((sum, part) => sum + part.file.bytes, 0),
    sha256: parts.map((part) => part.file.sha256).join(", "),
  };
  return { dataset, source: undefined, file, parts };
}

async function readOne(path: string, { counts: countsFrom, positions }: Config): Promise<Omit<InputPart, "sample">> {
  const source = await fileSource(path);
  const dataset = await readDataset(source, {
    ...(countsFrom ? { countsFrom } : {}),
    ...(positions ? { positions } : {}),
  });
  return { dataset, source, file: { name: basename(path), bytes: source.size, sha256: await fileDigest(path) } };
}

function sizeOf({ cells, genes, countsFrom, positionsFrom }: Dataset): string {
  return `${cells.length} cells x ${genes.length} genes, counts from ${countsFrom}, positions from ${positionsFrom}`;
}
