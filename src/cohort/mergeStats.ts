import { CellScapeError } from "../core/errors.ts";
import { withoutVersions } from "../preprocess/geneVersions.ts";
import { sharedGenes } from "../preprocess/sharedGenes.ts";
import { inOrder } from "./inOrder.ts";
import type { GenePlan, PlainSettings, SampleStats } from "./records.ts";

export interface MergeOptions {
  /** Settings of the cohort, recorded as they are given. */
  readonly settings: PlainSettings;
  /** Least share of the genes of the sample with the fewest that all samples must have. */
  readonly overlap: number;
  /** Most genes that are used, and fewest cells in which each was seen. */
  readonly genes: number;
  readonly minCells: number | undefined;
  /** Attribute of each sample that batches are made of. */
  readonly batchOf?: (sample: string) => string | undefined;
}

export interface MergedStats {
  readonly plan: GenePlan;
  /** What was decided, one sentence each, and what a sample loses by it. */
  readonly notes: readonly string[];
}

/**
 * The genes that all samples have and that were seen in enough cells of all of them. The order of the samples does not
 * matter.
 *
 * @throws bad-option for a sample given twice, a tile that is missing; bad-data for samples whose values or genes do not fit together, or when no gene
 * is left.
 */
export function mergeStats(
  given: readonly SampleStats[],
  { settings, overlap, genes: most, minCells, batchOf = () => undefined }: MergeOptions,
): MergedStats {
  const stats = inOrder(given);
  if (stats.length < 2) {
    throw new CellScapeError(
      "bad-option",
      `cohort: expected two or more samples, got ${stats.length}; use cellscape run`,
    );
  }
  expectAlike(stats);
  expectWholeSections(stats);
  const { genes: named, changed } = withoutVersions(stats.map(({ genes }) => genes));
  const shared = sharedGenes(
    stats.map(({ sample }, s) => ({ sample, genes: named[s] })),
    overlap,
  );
  const detections = new Float64Array(shared.genes.length);
  stats.forEach(({ detections: own }, s) => {
    shared.places[s].forEach((place, u) => {
      if (place >= 0) detections[place] += own[u];
    });
  });
  const fewest = minCells ?? (shared.genes.length > most ? 3 : 1);
  const measured = shared.genes.filter((_, u) => detections[u] >= fewest);
  if (measured.length === 0) {
    throw new CellScapeError(
      "bad-data",
      `cohort: expected genes seen in at least ${fewest} cells, got ${Math.max(...detections)} at most among ${shared.genes.length} shared genes; lower --min-cells`,
    );
  }
  const notes = [
    `${stats.length} samples of ${stats.reduce((sum, { used }) => sum + used, 0)} cells`,
    `${measured.length} of ${shared.genes.length} shared genes are seen in ${fewest} cells or more of all samples`,
    ...(changed.length > 0 ? ["versions of Ensembl identifiers were ignored"] : []),
    ...stats.flatMap(({ sample, genes }) => {
      const lost = genes.length - shared.genes.length;
      return lost > 0 ? [`${sample}: ${lost} of ${genes.length} genes are not in all samples and are not used`] : [];
    }),
  ];
  const samples = stats.map(({ sample, input, reading, cells, used, entries, genes, tile }) => {
    const known = { sample, input, reading, cells, used, entries, genes: genes.length };
    return { ...known, batch: batchOf(sample), section: tile?.section };
  });
  const [{ normalize, cofactor }] = stats;
  return { plan: { settings, samples, measured, normalize, cofactor }, notes };
}

/** @throws bad-data when the values of some samples are transformed otherwise than those of others. */
function expectAlike(stats: readonly SampleStats[]): void {
  const kindOf = ({ normalize, cofactor }: SampleStats) =>
    cofactor !== undefined ? `intensities (arcsinh, cofactor ${cofactor})` : normalize ? "counts" : "logarithms";
  const [first] = stats;
  const other = stats.find((each) => kindOf(each) !== kindOf(first));
  if (!other) return;
  const way = "choose the matrix of each with --counts, or leave a sample out";
  throw new CellScapeError(
    "bad-data",
    `cohort: expected values of one kind in all samples, got ${kindOf(first)} in ${first.sample} and ${kindOf(other)} in ${other.sample}; ${way}`,
  );
}

/** @throws bad-option where not all tiles of a section are given. */
function expectWholeSections(stats: readonly SampleStats[]): void {
  const tiles = stats.flatMap(({ tile }) => (tile ? [tile] : []));
  for (const section of new Set(tiles.map((tile) => tile.section))) {
    const own = tiles.filter((tile) => tile.section === section);
    const cells = own.reduce((sum, tile) => sum + tile.cells, 0);
    const last = Math.max(...own.map(({ lastRow }) => lastRow));
    if (cells === last + 1) continue;
    throw new CellScapeError(
      "bad-option",
      `cohort: expected all tiles of ${section}, got ${own.length} with ${cells} of ${last + 1} cells or more; give those that cohort split wrote`,
    );
  }
}
