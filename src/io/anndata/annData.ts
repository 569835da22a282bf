import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Table } from "../../data/table.ts";
import { renamed } from "../assembly/assemble.ts";
import type { PositionsOf } from "../assembly/positions.ts";
import { uniqueNames } from "../assembly/uniqueNames.ts";
import type { ReadOptions } from "../reader.ts";
import type { Reading } from "../stored/reading.ts";
import type { StoredTree } from "../stored/tree.ts";
import { chooseCounts } from "./counts.ts";
import { expectAnnData } from "./expectAnnData.ts";
import { readMatrix, type StoredMatrix } from "./matrix.ts";
import { readPositions } from "./positions.ts";
import { storedUnit } from "./storedUnit.ts";
import { readTable } from "./table.ts";
import { readTissues } from "./tissues.ts";

const storedNames = " in tables; the result of an .h5ad file keeps the names of the file";

/**
 * Read AnnData from any store: the rules are those of `readH5ad`.
 *
 * @throws as `readH5ad`.
 */
export function* readAnnData(
  file: StoredTree,
  options: ReadOptions,
  positionsOf: PositionsOf = (cells) => readPositions(file, cells, options.positions),
): Reading<Dataset> {
  expectAnnData(file);
  const obs = readTable(file, "obs");
  const { matrix: stored, notes: countNotes } = yield* chooseCounts(file, options.countsFrom);
  const variables = readTable(file, genesOf(stored));
  for (const [names, what] of [
    [obs.names, "cells"],
    [variables.names, "genes"],
  ] as const) {
    if (names.length === 0)
      throw new CellScapeError("bad-data", `${file.name}: expected at least one of its ${what}, got 0`);
  }
  const cells = uniqueNames(obs.names);
  const genes = uniqueNames(variables.names);
  const counts = yield* readMatrix(file, stored, { cells: cells.names, genes: genes.names });
  const positions = positionsOf(cells.names, obs.table, obs.names);
  const { notes: pictureNotes, ...pictures } = readTissues(file);
  // Positions of a table of their own are in a unit of their own.
  const { notes: unitNotes, ...unit } = /^obsm?\//.test(positions.from) ? storedUnit(file) : { notes: [] };
  return {
    ...pictures,
    ...unit,
    name: file.name,
    cells: cells.names,
    genes: genes.names,
    counts: counts.matrix,
    countsFrom: stored.where,
    positions: positions.positions,
    positionsFrom: positions.from,
    obs: withSections(obs.table, positions.sections),
    var: variables.table,
    notes: [
      ...countNotes,
      ...counts.notes,
      ...positions.notes,
      ...renamed("cell", cells.changed, storedNames),
      ...renamed("gene", genes.changed, storedNames),
      ...obs.notes,
      ...variables.notes,
      ...pictureNotes,
      ...unitNotes,
    ],
    losses: [],
  };
}

/** Where the genes of a matrix are named: raw has genes of its own, often more than var. */
const genesOf = ({ path }: StoredMatrix) => (path === "raw/X" ? "raw/var" : path === "raw.X" ? "raw.var" : "var");

/**
 * The genes of the matrix that `readAnnData` takes, without its values.
 *
 * @throws as `readH5ad`.
 */
export function* readAnnDataGenes(file: StoredTree): Reading<Pick<Dataset, "genes" | "var">> {
  expectAnnData(file);
  const { matrix } = yield* chooseCounts(file, undefined);
  const { names, table } = readTable(file, genesOf(matrix));
  return { genes: uniqueNames(names).names, var: table };
}

/** obs with the depth of the section of each cell as the column z, by which samples can be kept apart. */
function withSections(obs: Table, sections: Float64Array | undefined): Table {
  if (sections === undefined || obs.columns.has("z")) return obs;
  return { ...obs, columns: new Map([...obs.columns, ["z", { kind: "number", values: sections }]]) };
}
