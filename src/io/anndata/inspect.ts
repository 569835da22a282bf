import { withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5 } from "../hdf5/superblock.ts";
import { groupings } from "../inspection/groupings.ts";
import { type GroupingColumn, type Inspection, runArguments } from "../inspection/inspection.ts";
import type { Source } from "../source.ts";
import { type Reading, readNow } from "../stored/reading.ts";
import type { StoredTree } from "../stored/tree.ts";
import { bestLook, type CountsLook, lookForCounts } from "./counts.ts";
import { expectAnnData } from "./expectAnnData.ts";
import { locatePositions, obsmKeys } from "./positions.ts";
import { describeTable, readTable } from "./table.ts";

/**
 * What an AnnData file holds: shape, where counts and positions are and why, candidate labels and samples, what is
 * missing, and the command that runs it. Looks at samples of the matrices, so it is quick on large files.
 *
 * @throws bad-file when it is not a readable AnnData file.
 */
export async function inspectH5ad(source: Source): Promise<Inspection> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => readNow(file, inspectAnnData(file, "h5ad")));
}

/**
 * The same for AnnData in any store.
 *
 * @param format the name of the format to put into the inspection.
 */
export function* inspectAnnData(file: StoredTree, format: string): Reading<Inspection> {
  expectAnnData(file);
  const { looks, skipped } = yield* lookForCounts(file);
  const counts = bestLook(looks);
  const positionsFrom = locatePositions(file);
  const { names, table, notes } = readTable(file, "obs");
  const cells = names.length;
  const { labels, samples } = groupings(table);
  const genes = counts?.matrix.columns ?? describeTable(file, "var").rows;
  return {
    name: file.name,
    format,
    version: versionOf(file),
    cells,
    genes,
    matrices: looks.map(({ matrix: { path: _, ...matrix }, looksLikeCounts, why }) => ({
      ...matrix,
      looksLikeCounts,
      why,
    })),
    countsFrom: counts?.matrix.where,
    positionsFrom,
    labels,
    samples,
    obs: [...describeTable(file, "obs").columns],
    obsm: obsmKeys(file),
    layers: file.keys("layers"),
    warnings: [...warnings(file, counts, positionsFrom, samples, cells), ...skipped, ...notes],
    command: runArguments(file.name, positionsFrom === undefined ? ["--positions", "FILE"] : []),
  };
}

function warnings(
  file: StoredTree,
  counts: CountsLook | undefined,
  positionsFrom: string | undefined,
  samples: readonly GroupingColumn[],
  cells: number,
): string[] {
  const found: string[] = [];
  if (cells === 0) found.push("there are no cells");
  if (counts === undefined) found.push("there is no matrix of cells x genes: the command will be refused");
  else if (!counts.looksLikeCounts)
    found.push(`no matrix looks like raw counts: ${counts.matrix.where} holds ${counts.why}`);
  if (positionsFrom === undefined) {
    const keys = obsmKeys(file);
    const there = keys.length === 0 ? "obsm is empty" : `obsm has ${keys.join(", ")}`;
    found.push(
      `no positions were found (${there}); give a table of them with --positions FILE, or name them with --positions obsm/<key> or obs/<x>,obs/<y>`,
    );
  }
  for (const { column, groups } of samples) {
    if (groups > 1) {
      found.push(
        `obs/${column} names ${groups} pieces of tissue: add --sample-key ${column} if they are samples: domains ` +
          "of sections of one tissue are found best in one run; without it their positions must not overlap",
      );
    }
  }
  return found;
}

function versionOf(file: StoredTree): string {
  const version = file.text("/", "encoding-version");
  if (version !== undefined) return `anndata encoding ${version}`;
  if (file.kind("obs") === "dataset") return "anndata before 0.7";
  return file.text("obs", "encoding-type") === undefined ? "anndata of unknown version" : "anndata 0.7";
}
