import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Column } from "../../data/table.ts";
import type { Tissue } from "../../data/tissue.ts";
import { patchBooleans } from "../hdf5/booleans.ts";
import { withHdf5 } from "../hdf5/hdf5.ts";
import { baseAddress, expectWholeHdf5, replaceRoot } from "../hdf5/superblock.ts";
import { clearTimes } from "../hdf5/times.ts";
import { Hdf5Writer } from "../hdf5/writer.ts";
import type { Draft, Source, Target } from "../source.ts";
import type { Additions } from "./additions.ts";
import {
  DICT,
  isGrid,
  isMatrix,
  isPicture,
  isRecords,
  isSparse,
  isTable,
  type StoredSparse,
  type UnsValue,
  writeMatrix,
  writeSparse,
  writeTable,
  writeUns,
} from "./elements.ts";
import { expectAnnData } from "./expectAnnData.ts";
import { readLegacy } from "./legacy.ts";
import { rebuildTree } from "./rebuild.ts";
import { describeTable } from "./table.ts";
import { expectWritten } from "./verify.ts";

/** Checks the input while it is copied: it may have been written to since it was read. */
export interface CopyCheck {
  /** Called with all bytes of the input in order. */
  update(bytes: Uint8Array): void;
  /** Called at their end. @throws when they are not those that were read. */
  end(): void;
}

/** Bytes copied at a time. */
const BLOCK = 1 << 23;

/**
 * Write a result: the input as it is, what is not understood included, plus additions.
 *
 * The input is copied byte for byte to a draft beside the target. Arrays stay where they are in the copy; only the groups
 * that gain something are built anew, with links to all that they held. Tables of anndata before 0.7 are rewritten as
 * groups, since an array of records cannot gain a column. The draft is read back before it takes the target's name;
 * after any failure it is removed and the target is as it was.
 *
 * @param check of the bytes that are copied.
 * @throws bad-option when names cannot be written; bad-shape when an addition has another length than the file;
 * cannot-write, naming the target, when the disk does not allow it; bad-file when the input is not AnnData or cannot be
 * read any more; whatever `check` throws.
 */
export async function writeResult(
  source: Source,
  target: Target,
  additions: Additions,
  check?: CopyCheck,
): Promise<void> {
  await expectWholeHdf5(source);
  const legacy = withHdf5(await source.mount(), (file) => {
    expectAnnData(file);
    expectFitting(additions, describeTable(file, "obs").rows, describeTable(file, "var").rows);
    return readLegacy(file);
  });
  await drafted(target, async (draft) => {
    await copyBytes(source, draft, check);
    const kept = await written(draft, "a", source.size, (writer) => rebuildTree(writer, additions, legacy));
    await replaceRoot(draft, kept.root);
    withHdf5(await draft.mount(), (file) => expectWritten(file, additions, kept.addresses));
  });
}

/**
 * Write a data set as a new AnnData file: X as compressed CSR, obs, var, `obsm/spatial`, `uns/spatial` with pictures of
 * the tissue where there are any, and additions.
 *
 * @throws as `writeResult`.
 * @example
 * import { writeDataset } from "cellscape/io";
 * import { fileTarget } from "cellscape/node";
 * await writeDataset(fileTarget("tissue.h5ad"), data);
 */
export async function writeDataset(target: Target, dataset: Dataset, additions: Additions = {}): Promise<void> {
  const { cells, genes } = dataset;
  expectFitting(additions, cells.length, genes.length);
  const obs = new Map([...dataset.obs.columns, ...Object.entries(additions.obs ?? {})]);
  const variables = new Map([...dataset.var.columns, ...Object.entries(additions.var ?? {})]);
  const obsm = { spatial: dataset.positions, ...additions.obsm };
  const { obsp = {} } = additions;
  const tissues = [...(dataset.tissue ? [dataset.tissue] : []), ...(dataset.tissues ?? [])];
  const uns = { ...(tissues.length > 0 ? { spatial: tissueUns(tissues) } : {}), ...additions.uns };
  const all = { obs: Object.fromEntries(obs), var: Object.fromEntries(variables), obsm, obsp, uns };
  expectFitting(all, cells.length, genes.length);
  await drafted(target, async (draft) => {
    await written(draft, "w", 0, (writer) => {
      writer.textAttribute("/", "encoding-type", "anndata");
      writer.textAttribute("/", "encoding-version", "0.1.0");
      writeSparse(writer, "/X", dataset.counts);
      writeTable(writer, "/obs", cells, obs);
      writeTable(writer, "/var", genes, variables);
      for (const group of ["layers", "obsm", "obsp", "varm", "varp", "uns"]) writer.group(`/${group}`, DICT);
      for (const [key, matrix] of Object.entries(obsm)) writeMatrix(writer, `/obsm/${key}`, matrix);
      for (const [key, matrix] of Object.entries(all.obsp)) writeSparse(writer, `/obsp/${key}`, matrix);
      for (const [key, value] of Object.entries(all.uns)) writeUns(writer, `/uns/${key}`, value);
    });
    withHdf5(await draft.mount(), (file) => expectWritten(file, all, new Map()));
  });
}

/** Pictures and scale factors where scanpy and squidpy look for them. */
function tissueUns(tissues: readonly Tissue[]): UnsValue {
  return Object.fromEntries(
    tissues.map(({ library, images, scaleFactors, metadata }) => {
      return [library, { images, scalefactors: scaleFactors, metadata }];
    }),
  );
}

/** Fill a draft and give it its name; without a trace when that fails. */
async function drafted(target: Target, fill: (draft: Draft) => Promise<void>): Promise<void> {
  const draft = await target.draft();
  try {
    await fill(draft);
    await draft.commit();
  } catch (error) {
    await draft.discard();
    // While a draft is being filled its own content cannot be at fault: what cannot be read back was not written.
    if (error instanceof CellScapeError && error.code === "bad-file" && !(error instanceof UnreadInput)) {
      throw new CellScapeError("cannot-write", error.message, { cause: error });
    }
    throw error;
  }
}

/** Write with the HDF5 library, then turn the booleans into what h5py knows as such, and forget when it was. */
async function written<T>(draft: Draft, mode: "w" | "a", before: number, use: (writer: Hdf5Writer) => T): Promise<T> {
  const access = await draft.mount();
  try {
    const writer = new Hdf5Writer(access, mode);
    let result: T;
    try {
      result = use(writer);
    } catch (error) {
      writer.abandon();
      throw error;
    }
    writer.close();
    await patchBooleans(draft, before, writer.booleansWritten);
    await clearTimes(draft, await baseAddress(draft), writer.datasetsWritten);
    return result;
  } finally {
    access.release();
  }
}

/** The input, not the draft, cannot be read. */
class UnreadInput extends CellScapeError {}

async function copyBytes(source: Source, draft: Draft, check: CopyCheck | undefined): Promise<void> {
  for (let at = 0; at < source.size; ) {
    const bytes = await source.read(at, BLOCK).catch((cause: unknown) => {
      throw new UnreadInput("bad-file", cause instanceof Error ? cause.message : String(cause), { cause });
    });
    if (bytes.length === 0)
      throw new UnreadInput("bad-file", `${source.name}: expected ${source.size} bytes, got ${at}; it was cut short`);
    check?.update(bytes);
    await draft.write(at, bytes);
    at += bytes.length;
  }
  check?.end();
}

function expectFitting(additions: Additions, n: number, p: number): void {
  const { obs = {}, var: variables = {}, obsm = {}, obsp = {}, uns = {} } = additions;
  for (const [where, entries] of Object.entries({ obs, var: variables, obsm, obsp, uns })) {
    for (const name of Object.keys(entries)) expectName(where, name);
  }
  expectNestedNames("uns", uns);
  for (const [name, column] of Object.entries(obs)) expectLength(`obs/${name}`, column, "cells", n);
  for (const [name, column] of Object.entries(variables)) expectLength(`var/${name}`, column, "genes", p);
  for (const [name, matrix] of Object.entries(obsp)) expectSquare(`obsp/${name}`, matrix, n);
  for (const [name, { rows, columns, values }] of Object.entries(obsm)) {
    if (rows === n && values.length === rows * columns) continue;
    throw new CellScapeError(
      "bad-shape",
      `obsm/${name}: expected [cells=${n}, columns], got [${rows}, ${columns}] with ${values.length} values`,
    );
  }
}

function expectSquare(where: string, { rows, columns }: StoredSparse, n: number): void {
  if (rows === n && columns === n) return;
  throw new CellScapeError("bad-shape", `${where}: expected [cells=${n}, cells=${n}], got [${rows}, ${columns}]`);
}

function expectLength(where: string, column: Column, what: string, size: number): void {
  const length = column.kind === "category" ? column.codes.length : column.values.length;
  if (length !== size) throw new CellScapeError("bad-shape", `${where}: expected [${what}=${size}], got [${length}]`);
}

function expectNestedNames(where: string, value: UnsValue): void {
  if (typeof value !== "object" || Array.isArray(value) || ArrayBuffer.isView(value)) return;
  if (isRecords(value) || isSparse(value) || isMatrix(value) || isGrid(value) || isPicture(value)) return;
  if (isTable(value)) {
    for (const name of value.columns.keys()) expectName(where, name);
    return;
  }
  for (const [key, entry] of Object.entries(value)) {
    expectName(where, key);
    expectNestedNames(`${where}/${key}`, entry);
  }
}

/** A slash would begin a group, a dot means "here" in HDF5, and anndata refuses both. */
function expectName(where: string, name: string): void {
  const wrong = name === "" || name === "." || name.includes("/") || name.includes("\0");
  if (wrong) throw new CellScapeError("bad-option", `${where}: expected a name without slashes, got "${name}"`);
}
