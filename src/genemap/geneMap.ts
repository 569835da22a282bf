import { CellScapeError } from "../core/errors.ts";
import { createRandom, type Random } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import { evenRows } from "../data/evenRows.ts";
import type { GeneMap } from "../data/geneMap.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import { type Arrangement, arrange, distortion } from "./arrangement.ts";
import { correlationSeconds, geneCorrelation } from "./correlation.ts";
import { groupInFours, nearestGenes } from "./groups.ts";
import { nearestPlaces, type Places, spread } from "./places.ts";
import { polishAll, polishNear } from "./polish.ts";
import { principalCoordinates } from "./principal.ts";
import { type MapQuality, mapQuality } from "./quality.ts";
import { gromovWasserstein } from "./transport.ts";

export interface PlaceGenesOptions {
  /** q, the side of the grid; ceil(sqrt p) unless given. */
  readonly side?: number;
  /** Correlations are taken over at most this many cells, evenly spaced; their standard error is then below 0.005. */
  readonly cells?: number;
}

export interface PlacedGenes {
  readonly map: GeneMap;
  /** Gromov-Wasserstein objective reached: mean squared difference of gene distance and grid distance, both up to 1. */
  readonly objective: number;
  readonly quality: MapQuality;
}

/**
 * Place genes on a q x q grid so that co-expressed genes lie close together: Pearson correlation, Gromov-Wasserstein
 * coupling of 1 - r with the Euclidean distance of the grid, one gene a place. Padding lies farthest from the centre.
 * The same expression gives the same map.
 *
 * Up to 300 genes are coupled as they are and the result polished by exchanges. More are paired off into groups of
 * four, the groups placed first, and the genes then settled around their group's place.
 *
 * @param expression [n, p] normalised expression.
 * @throws bad-shape without cells or genes; bad-option when the side is too small; bad-data when a value is not finite.
 * @see Methods, "Gene expression map construction"; genomap. Cost: that of the correlation plus p^2 per round of
 * polishing; [p, p] float32 arrays four times in memory.
 */
export async function placeGenes(
  expression: Sparse | Matrix,
  options: PlaceGenesOptions = {},
  task: Task = silentTask,
): Promise<PlacedGenes> {
  const { rows: n, columns: p } = expression;
  if (n < 1 || p < 1) {
    throw new CellScapeError("bad-shape", `gene map: expected at least one cell and one gene, got [${n}, ${p}]`);
  }
  const { side = Math.ceil(Math.sqrt(p)), cells = 50_000 } = options;
  if (!Number.isInteger(side) || side * side < p) {
    const least = Math.ceil(Math.sqrt(p));
    throw new CellScapeError(
      "bad-option",
      `gene map side: expected a whole number >= ${least} for ${p} genes, got ${side}`,
    );
  }
  if (!(cells >= 2)) throw new CellScapeError("bad-option", `gene map cells: expected at least 2, got ${cells}`);

  const used = evenRows(expression, Math.floor(cells));
  const correlating = correlationSeconds(used);
  const settling = settlingSeconds(p);
  const all = correlating + settling + JUDGING_A_PAIR * p ** 2;
  const from = correlating / all;
  const to = (correlating + settling) / all;
  const correlation = await geneCorrelation(used, task.part(0, from));
  const places = nearestPlaces(p, side);
  const rng = createRandom(0).split("gene map");
  const arrangement = await settle(geneDistance(correlation), places, rng, task.part(from, to));

  const gene = new Int32Array(side * side).fill(-1);
  places.position.forEach((position, place) => {
    gene[position] = arrangement.geneAt[place];
  });
  return {
    map: { side, gene },
    objective: distortion(arrangement),
    quality: mapQuality(correlation, places, arrangement.geneAt),
  };
}

/** Seconds that judging the map takes for a pair of genes, about, as those of the correlation and of settling are. */
const JUDGING_A_PAIR = 0.07e-6;

/** Above this many genes the map is made coarse to fine: the cost of conditional gradient grows with p^3. */
const COUPLED_WHOLE = 300;

/** Partners around which a gene is tested for a better place. */
const PARTNERS = 8;

/** Seconds that settling takes, about: trials of p^3 in all, or pairing and polishing p^2 pairs of genes after their groups. */
function settlingSeconds(p: number): number {
  return p <= COUPLED_WHOLE ? 4.5e-8 * p ** 3 : 0.45e-6 * p ** 2 + settlingSeconds(Math.ceil(p / 4));
}

async function settle(distance: Float32Array, places: Places, rng: Random, task: Task): Promise<Arrangement> {
  const p = places.position.length;
  if (p <= COUPLED_WHOLE) {
    const [x, y] = principalCoordinates(distance, rng);
    const arrangement = gromovWasserstein(distance, places.distance, spread(x, y, places));
    await polishAll(arrangement, rng, task);
    return arrangement;
  }

  const coarse = groupInFours(distance);
  const m = coarse.groups.length;
  const side = Math.ceil(Math.sqrt(m));
  const coarsePlaces = nearestPlaces(m, side);
  const share = settlingSeconds(m) / settlingSeconds(p);
  const settled = await settle(coarse.distance, coarsePlaces, rng, task.part(0, share));

  // Each gene aims at a corner of its group's place.
  const x = new Float64Array(p);
  const y = new Float64Array(p);
  coarsePlaces.position.forEach((position, place) => {
    for (const [member, gene] of coarse.groups[settled.geneAt[place]].entries()) {
      x[gene] = (position % side) + 0.25 * Math.floor(member / 2);
      y[gene] = Math.floor(position / side) + 0.25 * (member % 2);
    }
  });
  const arrangement = arrange(distance, places.distance, spread(x, y, places));
  const everyGene = Array.from({ length: p }, (_, u) => u);
  await polishNear(arrangement, places, nearestGenes(distance, PARTNERS, everyGene), task.part(share, 1));
  return arrangement;
}

/** 1 - r, scaled so that the largest is 1. */
function geneDistance({ values }: Matrix): Float32Array {
  const distance = new Float32Array(values.length);
  for (let at = 0; at < distance.length; at++) distance[at] = 1 - values[at];
  let largest = 0;
  for (const length of distance) largest = Math.max(largest, length);
  if (largest > 0) for (let at = 0; at < distance.length; at++) distance[at] /= largest;
  return distance;
}
