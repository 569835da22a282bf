import { clusterEmbedding } from "../../bench/outside/clusterEmbedding.ts";
import { codesByOccurrence } from "../../bench/outside/codes.ts";
import { embeddingByCell } from "../../bench/outside/embeddingRows.ts";
import { labelsByCell } from "../../bench/outside/labelRows.ts";
import { parseNpy } from "../../bench/outside/npy.ts";
import type { Plugin } from "../../bench/outside/plugin.ts";
import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Host } from "../../host/host.ts";
import { dialectOf, isEmptyRow, parseRows } from "../../io/text/dialect.ts";
import { readText } from "../read/readText.ts";
import type { BenchData } from "./benchData.ts";
import type { KeptRun } from "./keptRun.ts";

interface Place {
  readonly data: BenchData;
  readonly seed: number;
  readonly folder: string;
}

/**
 * The labels that a plug-in wrote into its folder: `labels.csv`, or domains found in `embedding.csv` or `embedding.npy` with
 * the clusterer that it names, before and after the vote of a run.
 *
 * @throws bad-data where they do not fit the cells; bad-file where nothing was written.
 */
export async function pluginLabels(
  host: Host,
  plugin: Plugin,
  { data, seed, folder }: Place,
): Promise<NonNullable<KeptRun["labels"]>> {
  const { cells } = data;
  if (plugin.kind === "labels") {
    const found = await rowsAt(host, folder, "labels.csv");
    if (found === undefined) throw nothing(plugin, "labels.csv");
    const codes = Array.from(codesByOccurrence(labelsByCell(found, cells, `${plugin.name}: labels.csv`)).codes);
    return { raw: codes, own: codes };
  }
  const embedding = await embeddingAt(host, plugin, folder, cells);
  const { positions, sections } = data.by;
  const count = data.record.domains;
  const { raw, refined } = await clusterEmbedding(embedding, {
    positions,
    sections,
    count,
    seed,
    clusterer: plugin.clusterer,
  });
  return { raw: Array.from(raw), own: Array.from(refined) };
}

async function embeddingAt(
  host: Host,
  { name, ...plugin }: Plugin,
  folder: string,
  cells: readonly string[],
): Promise<Matrix> {
  const rows = await rowsAt(host, folder, "embedding.csv");
  if (rows !== undefined) return embeddingByCell(rows, cells, `${name}: embedding.csv`);
  const source = await host.files.openFile(host.paths.join(folder, "embedding.npy")).catch(() => undefined);
  if (source === undefined) throw nothing({ name, ...plugin }, "embedding.csv or embedding.npy");
  return parseNpy(await source.read(0, source.size), cells, `${name}: embedding.npy`);
}

async function rowsAt(host: Host, folder: string, name: string): Promise<string[][] | undefined> {
  const path = host.paths.join(folder, name);
  const there = await host.files.openFile(path).catch(() => undefined);
  if (there === undefined) return undefined;
  const text = await readText(host, path, "--plugin");
  return parseRows(text, dialectOf(text)).filter((row) => !isEmptyRow(row));
}

function nothing({ name }: Plugin, file: string): CellScapeError {
  return new CellScapeError("bad-file", `${name}: expected ${file} in the folder of the run, got none`);
}
