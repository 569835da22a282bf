import { CellScapeError } from "../../core/errors.ts";
import type { Hdf5Writer } from "../hdf5/writer.ts";
import type { Additions } from "./additions.ts";
import { DICT, writeColumn, writeMatrix, writeSparse, writeUns } from "./elements.ts";
import { type Legacy, writeField } from "./legacy.ts";

/** A second tree in a file, to replace the first. */
export interface Rebuilt {
  /** Address of its root group. */
  readonly root: bigint;
  /** Path -> address of every object of the old tree that the new one must still show. */
  readonly addresses: ReadonlyMap<string, bigint>;
}

/**
 * Build the tree of a result beside that of its input: the same objects by link, and additions.
 *
 * The HDF5 library at hand cannot remove or rename links, so an entry cannot be replaced in its group. Groups that change
 * are therefore built anew under a new root, which then replaces the old root (see `replaceRoot`).
 */
export function rebuildTree(writer: Hdf5Writer, additions: Additions, { records, unsUsed }: Legacy): Rebuilt {
  const addresses = new Map<string, bigint>();
  const names = writer.keys("/");
  let root = "/cellscape-result";
  while (names.includes(root.slice(1))) root += "-";
  writer.group(root);
  copyAttributes(writer, "/", root);

  const keep = (path: string) => {
    if (writer.link(path, `${root}${path}`)) addresses.set(path, writer.address(path));
  };
  /** A group anew: attributes and entries of the old one but for those that go. */
  const rebuild = (name: string, gone: ReadonlySet<string>, attributesGone: readonly string[] = []) => {
    if (!names.includes(name) || records.has(name)) return writer.group(`${root}/${name}`, DICT);
    writer.group(`${root}/${name}`);
    copyAttributes(writer, `/${name}`, `${root}/${name}`, attributesGone);
    for (const entry of writer.keys(`/${name}`)) if (!gone.has(entry)) keep(`/${name}/${entry}`);
  };

  const changed = new Set(records.keys());
  if (unsUsed.size > 0) changed.add("uns");
  for (const [group, entries] of Object.entries(additions)) if (Object.keys(entries).length > 0) changed.add(group);
  for (const name of names) if (!changed.has(name)) keep(`/${name}`);

  for (const group of ["obs", "var"] as const) {
    if (!changed.has(group)) continue;
    const columns = additions[group] ?? {};
    const path = `${root}/${group}`;
    const fields = records.get(group);
    let order: readonly string[];
    if (fields) {
      order = writeLegacyTable(writer, path, fields, columns);
    } else {
      order = writer.textList(`/${group}`, "column-order");
      const index = writer.text(`/${group}`, "_index") ?? "_index";
      expectNoIndex(group, index, columns);
      rebuild(group, new Set(Object.keys(columns)), ["column-order"]);
    }
    for (const [name, column] of Object.entries(columns)) writeColumn(writer, `${path}/${name}`, column);
    writer.textListAttribute(path, "column-order", [...new Set([...order, ...Object.keys(columns)])]);
  }

  for (const group of ["obsm", "varm"] as const) {
    if (!changed.has(group)) continue;
    const matrices = group === "obsm" ? (additions.obsm ?? {}) : {};
    rebuild(group, new Set(Object.keys(matrices)));
    for (const field of records.get(group) ?? []) {
      const { name } = field.field;
      if (!(name in matrices)) writeField(writer, `${root}/${group}/${name}`, field, true);
    }
    for (const [key, matrix] of Object.entries(matrices)) writeMatrix(writer, `${root}/${group}/${key}`, matrix);
  }

  if (changed.has("obsp")) {
    const matrices = additions.obsp ?? {};
    rebuild("obsp", new Set(Object.keys(matrices)));
    for (const [key, matrix] of Object.entries(matrices)) writeSparse(writer, `${root}/obsp/${key}`, matrix);
  }

  if (changed.has("uns")) {
    const entries = additions.uns ?? {};
    rebuild("uns", new Set([...unsUsed, ...Object.keys(entries)]));
    for (const [key, value] of Object.entries(entries)) writeUns(writer, `${root}/uns/${key}`, value);
  }
  return { root: writer.address(root), addresses };
}

/** A table of records as a group of columns. Returns the order of its columns. */
function writeLegacyTable(
  writer: Hdf5Writer,
  path: string,
  [index, ...fields]: readonly Parameters<typeof writeField>[2][],
  columns: Readonly<Record<string, unknown>>,
): string[] {
  if (index === undefined) throw new Error("internal: a table of records has a first field");
  const { name } = index.field;
  expectNoIndex(path, name, columns);
  writer.group(path, { "encoding-type": "dataframe", "encoding-version": "0.2.0", _index: name });
  writeField(writer, `${path}/${name}`, index, false);
  for (const field of fields) {
    if (!(field.field.name in columns)) writeField(writer, `${path}/${field.field.name}`, field, false);
  }
  return fields.map(({ field }) => field.name);
}

function expectNoIndex(group: string, index: string, columns: Readonly<Record<string, unknown>>): void {
  if (!(index in columns)) return;
  throw new CellScapeError(
    "bad-option",
    `${group}/${index}: expected a new column, got the name of the column of names`,
  );
}

function copyAttributes(writer: Hdf5Writer, from: string, to: string, except: readonly string[] = []): void {
  for (const name of writer.attributeNames(from)) if (!except.includes(name)) writer.copyAttribute(from, to, name);
}
