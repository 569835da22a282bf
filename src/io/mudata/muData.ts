import type { Dataset } from "../../data/dataset.ts";
import { readAnnData } from "../anndata/annData.ts";
import { inspectAnnData } from "../anndata/inspect.ts";
import { readTable } from "../anndata/table.ts";
import { readTissues } from "../anndata/tissues.ts";
import type { PositionsOf } from "../assembly/positions.ts";
import { uniqueNames } from "../assembly/uniqueNames.ts";
import { groupings } from "../inspection/groupings.ts";
import { type Inspection, runArguments } from "../inspection/inspection.ts";
import type { ReadOptions } from "../reader.ts";
import type { Reading } from "../stored/reading.ts";
import { readBelow, subtree } from "../stored/subtree.ts";
import type { StoredTree } from "../stored/tree.ts";
import { chooseModality, modalityNames } from "./modality.ts";
import { modalityPositions } from "./positions.ts";
import { withSharedObs } from "./sharedObs.ts";

/**
 * Read one modality of MuData from any store, with the positions and annotations that all modalities share.
 *
 * @param given positions that the user gives.
 * @throws as `chooseModality`, `readAnnData` and `modalityPositions`.
 * @see https://mudata.readthedocs.io: storage of MuData
 */
export function* readMuData(file: StoredTree, options: ReadOptions, given?: PositionsOf): Reading<Dataset> {
  const modality = chooseModality(file, options, given !== undefined);
  const { name, root } = modality;
  const tree = subtree(file, root);
  const own: PositionsOf = (_cells, _obs, stored) => modalityPositions(file, modality, stored, options.positions);
  const dataset = yield* readBelow(root, readAnnData(tree, options, given ?? own));
  const { table: obs, notes } = withSharedObs(file, name, dataset.cells, dataset.obs);
  const { tissue, tissues } = dataset;
  const shared = tissue === undefined && tissues === undefined ? readTissues(file) : undefined;
  return {
    ...dataset,
    ...(shared?.tissue ? { tissue: shared.tissue } : {}),
    ...(shared?.tissues ? { tissues: shared.tissues } : {}),
    obs,
    notes: [...taken(file, name, options.modality), ...dataset.notes, ...notes, ...(shared?.notes ?? [])],
  };
}

/** Which of several modalities is read, unless the user named it. */
function taken(file: StoredTree, name: string, wanted: string | undefined): string[] {
  const names = modalityNames(file);
  if (wanted !== undefined || names.length === 1) return [];
  return [`the modality ${name} was taken of ${names.join(", ")}; name another with --modality`];
}

/**
 * What MuData holds, and how to run it.
 *
 * @param format the name of the format to put into the inspection.
 */
export function* inspectMuData(file: StoredTree, format: string): Reading<Inspection> {
  const { name, root, place } = chooseModality(file, {});
  const tree = subtree(file, root);
  const found = yield* readBelow(root, inspectAnnData(tree, format));
  const own = readTable(tree, "obs");
  const { table } = withSharedObs(file, name, uniqueNames(own.names).names, own.table);
  const names = modalityNames(file).map((each) => (each === name ? `${each} (taken)` : each));
  return {
    ...found,
    version: `MuData ${file.text("/", "encoding-version") ?? "of unknown version"}`,
    positionsFrom: place?.from,
    ...groupings(table),
    obs: [...table.columns.keys()],
    choices: [`modalities: ${names.join(", ")} (--modality)`, ...(found.choices ?? [])],
    warnings: found.warnings.filter((text) => place === undefined || !text.startsWith("no positions")),
    command: runArguments(file.name, place === undefined ? ["--positions", "FILE"] : []),
  };
}
