import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import { watchedSource } from "../bytes/watchedSource.ts";
import { inspectDataset } from "../inspection/inspectDataset.ts";
import type { Inspection } from "../inspection/inspection.ts";
import type { FileReader, FolderReader, ReadOptions } from "../reader.ts";
import type { Folder, Source } from "../source.ts";
import { type TextHead, textHead } from "../text/head.ts";
import { kindOf } from "./kind.ts";
import { readTextPair, type TextDataset } from "./pair.ts";
import { readTextSingle } from "./single.ts";
import { readNamedSpots, spotNames } from "./spotNames.ts";

/** How files with positions are called beside those with counts: CosMx, MERSCOPE, Slide-seq, STARmap PLUS. */
const PARTNERS: readonly (readonly [counts: RegExp, positions: string])[] = [
  [/exprMat_file/, "metadata_file"],
  [/cell_by_gene/, "cell_metadata"],
  [/MappedDGEForR/, "BeadLocationsForR"],
  [/raw_expression_pd/, "_spatial"],
];
/** Tables in a folder that are looked at. */
const MOST_TABLES = 64;
const TABLE_NAME = /\.(csv|tsv|tab|txt)(\.gz)?$/i;

/** The reader of a text table: of counts and positions, or of counts with a table of positions beside it. */
export const textTable: FileReader = {
  takes: "file",
  format: "csv",
  rank: 1,
  describes: "a table of counts with --positions FILE, or of counts and positions (.csv, .tsv, .txt, plain or gzip)",
  options: ["positions", "positionsFile", "orientation"],
  async matches(source, head) {
    const found = looksLikeText(head) ? await quietHead(source) : undefined;
    const kind = found && kindOf(found);
    return kind === "counts" || kind === "positions";
  },
  read: async (source, options, task) => (await readFile(source, options, task)).dataset,
  inspect: async (source) => inspected(await readFile(source, {})),
};

/** The reader of a folder with a table of counts and one of positions. */
export const textTables: FolderReader = {
  takes: "folder",
  format: "csv folder",
  rank: 1,
  describes:
    "a folder with a table of counts and one of positions: CosMx, MERSCOPE, Slide-seq, STARmap, any (.csv, .tsv)",
  options: ["positions", "positionsFile", "orientation"],
  matches: async (folder) =>
    (await tablesOf(folder)).some((head) => ["counts", "positions"].includes(kindOf(head) ?? "")),
  read: async (folder, options, task) => (await readFolder(folder, options, task)).dataset,
  inspect: async (folder) => inspected(await readFolder(folder, {})),
};

async function readFile(source: Source, options: ReadOptions, task: Task = silentTask): Promise<TextDataset> {
  const head = await expectHead(source);
  const given = options.positionsFile ?? (await partnerOf(source));
  if (given !== undefined) {
    return readTextPair(source.name, watchedHead(head, task), { positionsHead: await expectHead(given), options });
  }
  if (kindOf(head) === "positions" || options.positions !== undefined)
    return { dataset: await readTextSingle(source.name, watchedHead(head, task), options) };
  const named = spotNames(head);
  if (named !== undefined) return { dataset: await readNamedSpots(source.name, watchedHead(head, task), named) };
  const expected = "columns x and y in the table of counts, or a table of positions";
  throw new CellScapeError("bad-data", `${source.name}: expected ${expected}, got neither; add --positions FILE`);
}

/** Whether a folder has a table of counts among those directly inside of it. */
export async function holdsCounts(folder: Folder): Promise<boolean> {
  return (await tablesOf(folder)).some((head) => kindOf(head) === "counts");
}

/** What else lies in a folder of which counts were taken. */
function unusedTranscripts(tables: readonly TextHead[]): string[] {
  const names = tables.filter((head) => kindOf(head) === "transcripts").map(({ source }) => baseOf(source));
  if (names.length === 0) return [];
  return [
    `the transcripts of ${names.join(", ")} were not used, as there is a table of counts; give that file to count them`,
  ];
}

const baseOf = (source: Source) => source.name.split(/[\\/]/).at(-1) ?? source.name;

async function readFolder(folder: Folder, options: ReadOptions, task: Task = silentTask): Promise<TextDataset> {
  const tables = await tablesOf(folder);
  const ofKind = (kind: string) => tables.filter((head) => kindOf(head) === kind);
  const counts = ofKind("counts");
  let positions = options.positionsFile ? [await expectHead(options.positionsFile)] : ofKind("positions");
  if (counts.length === 0 && positions.length === 1)
    return { dataset: await readTextSingle(folder.name, watchedHead(positions[0], task), options) };
  if (counts.length === 1 && positions.length > 1) {
    const partner = partnerName(counts[0].source.name);
    const found = positions.filter(({ source }) => source.name === partner);
    if (found.length === 1) positions = found;
  }
  if (counts.length === 1 && positions.length === 1) {
    const found = await readTextPair(folder.name, watchedHead(counts[0], task), {
      positionsHead: positions[0],
      options,
    });
    const { dataset } = found;
    return { ...found, dataset: { ...dataset, notes: [...dataset.notes, ...unusedTranscripts(tables)] } };
  }
  const names = (heads: readonly TextHead[]) => heads.map(({ source }) => baseOf(source)).join(", ");
  const got = `${counts.length} of counts (${names(counts)}) and ${positions.length} of positions (${names(positions)})`;
  const way = "give the table of counts itself, with --positions FILE";
  throw new CellScapeError("bad-data", `${folder.name}: expected one table of each, got ${got}; ${way}`);
}

/** The table of counts is nearly all that is read: its share is the share of the whole. */
const watchedHead = (head: TextHead, task: Task): TextHead => ({ ...head, source: watchedSource(head.source, task) });

function inspected({ dataset, vendor }: TextDataset): Inspection {
  const version = vendor ? `text tables of ${vendor}` : "text tables";
  return inspectDataset(dataset, { format: "csv", version, storage: "dense", type: "text" });
}

/** Heads of the tables directly inside a folder. */
async function tablesOf(folder: Folder): Promise<TextHead[]> {
  const heads: TextHead[] = [];
  const names = (await folder.list()).filter((name) => TABLE_NAME.test(name));
  for (const name of names.slice(0, MOST_TABLES)) {
    const source = await folder.open(name);
    const head = source && (await quietHead(source));
    if (head) heads.push(head);
  }
  return heads;
}

/** The head of a file that may be something else. */
async function quietHead(source: Source): Promise<TextHead | undefined> {
  return textHead(source).catch((error: unknown) => {
    if (error instanceof CellScapeError) return undefined;
    throw error;
  });
}

async function expectHead(source: Source): Promise<TextHead> {
  const head = await textHead(source);
  if (head !== undefined) return head;
  const expected = "a table with a header, separated by commas, tabs or semicolons";
  throw new CellScapeError("bad-file", `${source.name}: expected ${expected}, got something else`);
}

/** The table of positions that by its name belongs to a table of counts. */
async function partnerOf(source: Source): Promise<Source | undefined> {
  const partner = partnerName(source.name)?.split(/[\\/]/).at(-1);
  return partner === undefined ? undefined : source.beside(partner);
}

function partnerName(name: string): string | undefined {
  const [counts, positions] = PARTNERS.find(([pattern]) => pattern.test(name)) ?? [];
  return counts && positions && name.replace(counts, positions);
}

/** Whether the first bytes may be those of text, or of gzip. */
export function looksLikeText(head: Uint8Array): boolean {
  if (head[0] === 0x1f && head[1] === 0x8b) return true;
  return head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}
