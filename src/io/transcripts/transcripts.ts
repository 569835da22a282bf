import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { assemble } from "../assembly/assemble.ts";
import { isControl } from "../assembly/controls.ts";
import { SparseEntries } from "../assembly/sparseRows.ts";
import { inspectDataset } from "../inspection/inspectDataset.ts";
import type { Inspection } from "../inspection/inspection.ts";
import type { FileReader, FolderReader, ReadOptions } from "../reader.ts";
import type { Folder, Source } from "../source.ts";
import { kindOf } from "../tables/kind.ts";
import { holdsCounts, looksLikeText } from "../tables/textTables.ts";
import { textHead } from "../text/head.ts";
import { rolesOf, type TranscriptRoles } from "./roles.ts";
import { openTranscripts, type TranscriptTable } from "./rows.ts";

/** The reader of a table of transcripts: Xenium, CosMx, MERSCOPE, Stereo-seq GEM, any with gene, x and y. */
export const transcripts: FileReader = {
  takes: "file",
  format: "transcripts",
  rank: 1,
  describes: "a table of transcripts (.csv, .parquet, .gem), binned with --bin or joined to its cells",
  options: ["bin"],
  async matches(source, head) {
    if (isParquet(head)) return rolesOf((await openTranscripts(source))?.header ?? []) !== undefined;
    if (!looksLikeText(head)) return false;
    const found = await textHead(source).catch(quiet);
    return found !== undefined && kindOf(found) === "transcripts";
  },
  read: async (source, options, task) => readTranscripts(source.name, source, options, task),
  inspect: async (source) => inspectTranscripts(source.name, source),
};

/** Side of the bins in which a table without cells is looked at: what is usual for Stereo-seq, about 25 micrometres. */
const LOOKED_AT = 50;

/** How instruments call their table of transcripts. */
const FILES = /^(transcripts\.(csv|csv\.gz|parquet)|detected_transcripts\.(csv|parquet)|.*tx_file\.csv(\.gz)?)$/;

/** The reader of a folder with a table of transcripts and no table of counts. */
export const transcriptFolder: FolderReader = {
  ...transcripts,
  takes: "folder",
  format: "transcripts folder",
  describes: "a folder with a table of transcripts",
  async matches(folder) {
    const source = await onlyTable(folder);
    // Counts of cells that the instrument made come before transcripts, of which some exports hold a part only.
    return (
      source !== undefined &&
      (await transcripts.matches(source, await source.read(0, 512))) &&
      !(await holdsCounts(folder))
    );
  },
  read: async (folder, options, task) => readTranscripts(folder.name, await expectTable(folder), options, task),
  inspect: async (folder) => inspectTranscripts(folder.name, await expectTable(folder)),
};

/** @param name of what the user gave: the table or its folder. */
async function inspectTranscripts(name: string, source: Source): Promise<Inspection> {
  const roles = rolesOf((await openTranscripts(source))?.header ?? []);
  const bin = roles !== undefined && roles.cell.length === 0 ? LOOKED_AT : undefined;
  const dataset = await readTranscripts(name, source, bin === undefined ? {} : { bin });
  const inspection = inspectDataset(dataset, {
    format: "transcripts",
    version: "one row per transcript",
    storage: "csr",
    type: "text",
    flags: bin === undefined ? [] : ["--bin", String(bin)],
  });
  const cellless = `the table does not assign transcripts to cells: they are counted in square bins, here of ${bin} units (--bin)`;
  return bin === undefined ? inspection : { ...inspection, warnings: [cellless, ...inspection.warnings] };
}

/** Xenium writes the same table twice: parquet is the smaller. */
async function onlyTable(folder: Folder): Promise<Source | undefined> {
  const names = (await folder.list()).filter((name) => FILES.test(name));
  const chosen = names.find((name) => name.endsWith(".parquet")) ?? names[0];
  return chosen === undefined ? undefined : folder.open(chosen);
}

async function expectTable(folder: Folder): Promise<Source> {
  const source = await onlyTable(folder);
  if (source !== undefined) return source;
  throw new CellScapeError("bad-file", `${folder.name}: expected a table of transcripts, got none`);
}

/**
 * Count transcripts in square bins, or in the cells that the table assigns them to. Bins begin at multiples of their side
 * and lie at their centres; cells lie at the mean of their transcripts.
 *
 * @throws bad-option when there is neither a side of the bins nor a column of cells; bad-data when a place is no number.
 */
export async function readTranscripts(
  name: string,
  source: Source,
  { bin }: ReadOptions,
  task: Task = silentTask,
): Promise<Dataset> {
  const table = await openTranscripts(source);
  const roles = table && rolesOf(table.header);
  if (table === undefined || roles === undefined) {
    const got = table?.header.slice(0, 20).join(", ") ?? "something else";
    throw new CellScapeError("bad-file", `${source.name}: expected columns for gene, x and y, got ${got}`);
  }
  if (bin !== undefined && !(bin > 0)) {
    throw new CellScapeError("bad-option", `${name}: expected bins of a side above 0 (--bin), got ${bin}`);
  }
  if (bin === undefined && roles.cell.length === 0) {
    const way = "set the side of the bins with --bin";
    throw new CellScapeError(
      "bad-option",
      `${name}: expected a column with the cell of each transcript, got none; ${way}`,
    );
  }
  return counted(name, table, { roles, bin, task });
}

/** What is counted so far. */
interface Counted {
  readonly entries: SparseEntries;
  readonly genes: Map<string, number>;
  /** Identifier of each gene, where the table has them. */
  readonly ids: string[];
  /** Number of each cell or bin, by its name. */
  readonly cells: Map<string, number>;
  /** Sums of x and y of the transcripts of each cell. */
  readonly sums: number[];
  readonly totals: number[];
}

async function counted(
  name: string,
  table: TranscriptTable,
  { roles, bin, task }: { roles: TranscriptRoles; bin: number | undefined; task: Task },
): Promise<Dataset> {
  const { source } = table;
  const all: Counted = {
    entries: new SparseEntries({ summing: true }),
    genes: new Map(),
    ids: [],
    cells: new Map(),
    sums: [],
    totals: [],
  };
  const { columns, gene, id, x, y, cell, count, quality, unitUm } = roles;
  let [controls, poor, outside, used, transcripts] = [0, 0, 0, 0, 0];
  const controlNames = new Set<string>();
  for await (const { rows, line } of table.rows(columns, task)) {
    for (const [at, row] of rows.entries()) {
      const where = (j: number) => `${source.name}, line ${line + at}, column ${columns[j]}`;
      const feature = textOf(row[gene]);
      if (isControl(feature)) {
        controls++;
        controlNames.add(feature);
        continue;
      }
      if (quality !== undefined && finite(row[quality], () => where(quality)) < LEAST_QUALITY) {
        poor++;
        continue;
      }
      const [px, py] = [finite(row[x], () => where(x)), finite(row[y], () => where(y))];
      const key = bin === undefined ? cellOf(row, cell) : `${Math.floor(px / bin)}_${Math.floor(py / bin)}`;
      if (key === undefined) {
        outside++;
        continue;
      }
      const times = count === undefined ? 1 : finite(row[count], () => where(count));
      used++;
      transcripts += times;
      add(all, { key, feature, id: id === undefined ? undefined : textOf(row[id]), px, py, times });
    }
  }
  const { cells, sums, totals, genes, ids, entries } = all;
  const values = new Float64Array(2 * cells.size);
  for (const [key, i] of cells) {
    const corner = key.split("_");
    for (let axis = 0; axis < 2; axis++) {
      values[2 * i + axis] = bin === undefined ? sums[2 * i + axis] / totals[i] : (Number(corner[axis]) + 0.5) * bin;
    }
  }
  const pair = `${columns[x]}, ${columns[y]}`;
  const what = bin === undefined ? `cells named in ${cell.map((j) => columns[j]).join(" and ")}` : `bins of ${bin}`;
  const merged = entries.finish(cells.size, genes.size);
  return assembled(
    assemble({
      name,
      cells: [...cells.keys()],
      genes: [...genes.keys()],
      counts: merged,
      countsFrom: base(source),
      positions: { positions: { rows: cells.size, columns: 2, values }, from: `${base(source)}: ${pair}`, notes: [] },
      obs: { rows: cells.size, columns: new Map() },
      var: {
        rows: genes.size,
        columns: new Map(id === undefined ? [] : [["gene_ids", { kind: "string", values: ids }]]),
      },
      ...(unitUm === undefined ? {} : { unitUm }),
      notes: [
        `${transcripts} transcripts${count === undefined ? "" : ` in ${used} rows`} were counted in ${what}` +
          (bin === undefined ? "; cells lie at the mean of their transcripts" : ""),
        ...(controls > 0
          ? [
              `${controls} transcripts of ${controlNames.size} control features, such as ${[...controlNames][0]}, were left out`,
            ]
          : []),
      ],
      losses: [
        ...(poor > 0 ? [`${poor} transcripts of a quality below ${LEAST_QUALITY} were left out`] : []),
        ...(outside > 0 ? [`${outside} transcripts that are in no cell were left out`] : []),
      ],
    }),
  );
}

/** Transcripts below this Phred score are left out of Xenium's own matrix of cells and genes too (10x, "Algorithms"). */
const LEAST_QUALITY = 20;

/** That transcripts of one gene and cell are summed is what counting means: no note. */
function assembled(dataset: Dataset): Dataset {
  return { ...dataset, notes: dataset.notes.filter((note) => !note.endsWith("and were summed")) };
}

interface Transcript {
  readonly key: string;
  readonly feature: string;
  readonly id: string | undefined;
  readonly px: number;
  readonly py: number;
  readonly times: number;
}

function add(
  { cells, genes, ids, sums, totals, entries }: Counted,
  { key, feature, id, px, py, times }: Transcript,
): void {
  let i = cells.get(key);
  if (i === undefined) {
    i = cells.size;
    cells.set(key, i);
    sums.push(0, 0);
    totals.push(0);
  }
  let u = genes.get(feature);
  if (u === undefined) {
    u = genes.size;
    genes.set(feature, u);
    if (id !== undefined) ids.push(id);
  }
  sums[2 * i] += px * times;
  sums[2 * i + 1] += py * times;
  totals[i] += times;
  entries.push(i, u, times);
}

/** The name of the cell of a transcript; undefined for those in none. */
function cellOf(row: readonly unknown[], cell: readonly number[]): string | undefined {
  const parts = cell.map((j) => textOf(row[j]));
  // Xenium: UNASSIGNED or -1; MERSCOPE: -1; CosMx and Stereo-seq: 0.
  return /^(|0|-1|UNASSIGNED|nan|None)$/.test(parts[0]) ? undefined : parts.join("_");
}

function finite(value: unknown, where: () => string): number {
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value ?? Number.NaN);
  if (Number.isFinite(number)) return number;
  throw new CellScapeError(
    "bad-data",
    `${where()}: expected a number, got ${JSON.stringify(String(value).slice(0, 40))}`,
  );
}

/** Parquet keeps some names as bytes. */
const textOf = (value: unknown) =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value ?? "");

const base = (source: Source) => source.name.split(/[\\/]/).at(-1) ?? source.name;
const isParquet = (head: Uint8Array) => new TextDecoder().decode(head.subarray(0, 4)) === "PAR1";

function quiet(error: unknown): undefined {
  if (error instanceof CellScapeError) return undefined;
  throw error;
}
