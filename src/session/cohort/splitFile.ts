import { rowsOf, sampleOf } from "../../cohort/sampleOf.ts";
import { cutIntoTiles } from "../../cohort/tiles/cutIntoTiles.ts";
import { markOf, tileColumn } from "../../cohort/tiles/tileMark.ts";
import { createTask } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import type { Host } from "../../host/host.ts";
import { writeDataset } from "../../io/anndata/write.ts";
import { openDataset } from "../../io/open.ts";
import { splitSamples } from "../../preprocess/splitSamples.ts";
import { csvTable } from "../../results/csvTable.ts";
import { readOne } from "../read/readOne.ts";
import { beginStep, expectPlainNames, type JobOptions, type NamedInput } from "./sampleJob.ts";
import { configOf, type GivenSettings, settingsFor } from "./settings.ts";

/** Name of the sheet of the samples of a file that was split. */
export const sheetName = "samples.csv";

export interface SplitOptions extends JobOptions {
  /** Cells of a section above which it is cut into tiles. */
  readonly tileCells: number;
}

/** A sample, or a tile of one, in a file. */
interface Written {
  readonly path: string;
  readonly sample: string;
  /** The section that it is a tile of. */
  readonly section?: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
}

/**
 * `cohort split`: the samples of one file as files of their own, large ones in tiles, and a sheet of them with their attributes.
 *
 * @throws bad-option for a column that holds no samples.
 */
export async function splitFile(
  host: Host,
  path: string,
  { sampleKey, ...given }: GivenSettings,
  options: SplitOptions,
): Promise<readonly string[]> {
  const whole = await readWhole(host, path, given, options);
  const dataset = splitSamples(whole, String(sampleKey));
  const { names, attributes } = dataset.samples ?? { names: [], attributes: { columns: new Map() } };
  // Files are named after samples: `Sample 1` becomes Sample_1, where that leaves the names apart.
  const plain = names.map((name) => name.replaceAll(/[^A-Za-z0-9._-]+/g, "_"));
  const slugs = new Set(plain).size === names.length ? plain : names;
  expectPlainNames(slugs.map((sample) => ({ path, sample })));
  const columns = [...attributes.columns].filter(([name]) => !["path", "sample"].includes(name) && !name.includes("/"));
  const made: Written[] = [];
  const lines: string[] = [];
  for (const [code, sample] of slugs.entries()) {
    const known = columns.map(([name, column]) => [name, labelAt(column, code)]);
    const own = { sample, dataset: sampleOf(dataset, code), attributes: Object.fromEntries(known) };
    const found = await writeSample(host, own, options);
    made.push(...found.written);
    lines.push(...found.lines);
  }
  return [...lines, ...(await saveSheet(host, made, options.out))];
}

/**
 * `cohort split` of samples that are files of their own: those that are large in tiles, the others as they are, in a new sheet.
 */
export async function splitLarge(
  host: Host,
  inputs: readonly NamedInput[],
  given: GivenSettings,
  options: SplitOptions,
): Promise<readonly string[]> {
  expectPlainNames(inputs);
  const made: Written[] = [];
  const lines: string[] = [];
  for (const { path, sample, attributes = {} } of inputs) {
    const dataset = await readWhole(host, path, given, options);
    if (dataset.cells.length <= options.tileCells) {
      made.push({ path: host.paths.resolve(path), sample, attributes });
      lines.push(`${sample}: ${dataset.cells.length} cells, as it is: ${path}`);
      continue;
    }
    const found = await writeSample(host, { sample, dataset, attributes, file: path }, options);
    made.push(...found.written);
    lines.push(...found.lines);
  }
  return [...lines, ...(await saveSheet(host, made, options.out))];
}

/** Names of the sections of which some samples are tiles. */
export function sectionsInTiles(inputs: readonly NamedInput[]): ReadonlySet<string> {
  return new Set(inputs.flatMap(({ attributes }) => attributes?.[tileColumn] ?? []).map(String));
}

/** Whether some samples are larger than tiles, as far as an inspection shows. */
export async function someLarge(host: Host, inputs: readonly NamedInput[], tileCells: number): Promise<boolean> {
  for (const { path } of inputs) {
    // What cannot be inspected is reported by the job that reads it.
    const found = await host.files
      .open(path)
      .then(async (input) => (await openDataset(input)).inspect())
      .catch(() => undefined);
    if (found && found.cells > tileCells) return true;
  }
  return false;
}

async function readWhole(
  host: Host,
  path: string,
  given: GivenSettings,
  { report, signal }: JobOptions,
): Promise<Dataset> {
  const config = configOf(undefined, settingsFor("split", given));
  report?.({ kind: "begin", step: "read", does: `Reading ${path}` });
  return (await readOne(host, path, config, createTask("read", { report, signal }))).dataset;
}

interface NamedSample extends Pick<Written, "sample" | "attributes"> {
  readonly dataset: Dataset;
  /** Its file, where it has one. */
  readonly file?: string;
}

/** A sample in a file, or its tiles. */
async function writeSample(
  host: Host,
  { sample, dataset, attributes, file: given }: NamedSample,
  options: SplitOptions,
): Promise<{ readonly written: readonly Written[]; readonly lines: readonly string[] }> {
  const { out, tileCells: largest } = options;
  const save = async (name: string, part: Dataset) => {
    const file = host.paths.join(out, `${name}.h5ad`);
    await writeDataset(await host.files.target(file), part, {});
    return file;
  };
  const n = dataset.cells.length;
  if (n <= largest) {
    const file = await save(sample, dataset);
    return { written: [{ path: `${sample}.h5ad`, sample, attributes }], lines: [`${sample}: ${n} cells: ${file}`] };
  }
  // What the tiles are joined into.
  const whole = given ?? (await save(sample, dataset));
  const task = beginStep("tiles", `Cutting ${sample} into tiles`, options);
  const tiles = await cutIntoTiles(dataset.positions, { largest, lattice: dataset.spots ?? false }, task);
  const written: Written[] = [];
  const lines = [`${sample}: ${n} cells in ${tiles.length} tiles: ${whole}`];
  for (const [t, tile] of tiles.entries()) {
    const name = `${sample}.tile${t + 1}`;
    const part = rowsOf(dataset, tile.cells);
    const columns = new Map([...part.obs.columns, ...markOf(sample, tile)]);
    const file = await save(name, { ...part, obs: { ...part.obs, columns } });
    const own = tile.own.filter(Boolean).length;
    written.push({ path: `${name}.h5ad`, sample: name, section: sample, attributes });
    lines.push(`${name}: ${own} of the ${n} cells of ${sample}, and ${tile.cells.length - own} around them: ${file}`);
    if (tile.changed === 0) continue;
    task.warn(
      `${name}: up to ${tile.changed} of ${own} cells have other neighbours than in the section, along edges over wide gaps; their domains may differ`,
    );
  }
  return { written, lines };
}

async function saveSheet(host: Host, made: readonly Written[], out: string): Promise<readonly string[]> {
  const columns = [...new Set(made.flatMap(({ attributes }) => Object.keys(attributes)))];
  const tiles = made.some(({ section }) => section !== undefined);
  const rows = made.map(({ path, sample, section, attributes }) => {
    return [path, sample, ...(tiles ? [section] : []), ...columns.map((name) => attributes[name])];
  });
  const header = ["path", "sample", ...(tiles ? [tileColumn] : []), ...columns];
  const sheet = host.paths.join(out, sheetName);
  // The sheet is there only when all samples are.
  await host.files.save(sheet, csvTable("samples", header.join(","), rows).csv);
  return [`sheet: ${sheet}`, `next:  cellscape cohort run --samples ${sheet} --out cohort`];
}
