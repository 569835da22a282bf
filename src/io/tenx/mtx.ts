import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import { unpackedBytes } from "../bytes/byteStream.ts";
import type { FileReader, FolderReader } from "../reader.ts";
import type { Folder, Source } from "../source.ts";
import { looksLikeMatrixMarket } from "../text/matrixMarket.ts";
import { joinTenx } from "./dataset.ts";
import { openFlat } from "./flat.ts";
import { inspectTenx } from "./inspect.ts";
import { matrixPrefixes, type Open, openTenxMtx } from "./mtxMatrix.ts";
import { findPositions, readSurroundings } from "./surroundings.ts";

const format = "10x-mtx";
const describes = "10x matrix in text (matrix.mtx with features and barcodes)";
const options = ["genome", "positionsFile"] as const;

/** The reader of folders with matrix.mtx, features.tsv (or genes.tsv) and barcodes.tsv. */
export const tenxMtx: FolderReader = {
  takes: "folder",
  format,
  describes,
  options,
  matches: async (folder) => matrixPrefixes(await folder.list()).length > 0,
  read: async (folder, { genome, positionsFile }, task) => {
    const matrix = await openTenxMtx(folder.open, await onlyPrefix(folder), folder.name);
    const open = openFlat(folder.open, await onlyPrefix(folder));
    return joinNear(folder.name, open, matrix, { genome, positionsFile, task });
  },
  async inspect(folder) {
    const matrix = await openTenxMtx(folder.open, await onlyPrefix(folder), folder.name);
    const positionsFrom = (await findPositions(openFlat(folder.open, await onlyPrefix(folder))))?.from;
    return inspectTenx({ name: folder.name, format, matrix, positionsFrom });
  },
};

/** The reader of the file matrix.mtx, with features and barcodes beside it. */
export const tenxMtxFile: FileReader = {
  takes: "file",
  format,
  describes,
  options,
  async matches(source, head) {
    if (looksLikeMatrixMarket(head)) return true;
    if (head[0] !== 0x1f || head[1] !== 0x8b) return false;
    // What is damaged is no matrix; if nothing else takes it, it is named as gzip.
    try {
      for await (const text of unpackedBytes(source)) return looksLikeMatrixMarket(text);
    } catch (error) {
      if (!(error instanceof CellScapeError)) throw error;
    }
    return false;
  },
  read: async (source, { genome, positionsFile }, task) => {
    const matrix = await openTenxMtx(...beside(source), source.name);
    return joinNear(source.name, openFlat(...beside(source)), matrix, { genome, positionsFile, task });
  },
  async inspect(source) {
    const matrix = await openTenxMtx(...beside(source), source.name);
    const positionsFrom = (await findPositions(openFlat(...beside(source))))?.from;
    return inspectTenx({ name: source.name, format, matrix, positionsFrom });
  },
};

async function joinNear(
  name: string,
  open: Open,
  matrix: Awaited<ReturnType<typeof openTenxMtx>>,
  {
    genome,
    positionsFile,
    task,
  }: {
    readonly genome: string | undefined;
    readonly positionsFile: Source | undefined;
    readonly task: Task | undefined;
  },
) {
  const near = await readSurroundings(name, open, { given: positionsFile, library: "tissue", metadata: {} });
  return joinTenx(name, matrix, near, { genome, task });
}

async function onlyPrefix(folder: Folder): Promise<string> {
  const prefixes = matrixPrefixes(await folder.list());
  if (prefixes.length === 1) return prefixes[0];
  const files = prefixes.map((prefix) => `${prefix}matrix.mtx`).join(", ");
  throw new CellScapeError(
    "unsupported",
    `${folder.name}: expected one matrix, got ${files}; give one of these files instead`,
  );
}

/** How to open what lies beside a matrix, and the prefix that all of its files share. */
function beside(source: Source): [open: Open, prefix: string] {
  const base = source.name.split(/[\\/]/).at(-1) ?? "";
  const [prefix] = matrixPrefixes([base]);
  if (prefix !== undefined) return [source.beside, prefix];
  const expected = "a name that ends in matrix.mtx or matrix.mtx.gz, which names of features and barcodes go with";
  throw new CellScapeError("unsupported", `${source.name}: expected ${expected}, got ${base}`);
}
