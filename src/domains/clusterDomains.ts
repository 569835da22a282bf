import { createRandom } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { buildGraph } from "../spatial/graph.ts";
import { sampleGraphs } from "../spatial/sampleGraphs.ts";
import { type DomainOptions, findDomains } from "./domains.ts";
import type { Domains } from "./result.ts";

/** Seed, graph and sections of `clusterDomains`. */
export interface ClusterDomainsOptions extends DomainOptions {
  /** Seed of the random starts, 0 by default. */
  readonly seed?: number;
  /** The spatial graph, where there is one already; built from the positions by default. */
  readonly graph?: Graph;
  /** [n] section of each cell, codes >= 0, where the cells are of several: those of different ones are not neighbours. */
  readonly sections?: Int32Array;
}

/**
 * Spatial domains of one or several embeddings of the same cells, as a run finds them: Gaussian mixtures of the embedding
 * and of its neighbourhood means, a consensus of their partitions, and refinement by a majority vote of spatial neighbours.
 *
 * @param embeddings [n, d], or one for each training seed. Not modified.
 * @param positions [n, 2] in any unit.
 * @param count number of domains, exact, 1 .. n.
 * @throws bad-option when the number does not fit, bad-shape when sizes differ, bad-data when positions are not finite.
 * @example
 * import { clusterDomains } from "cellscape/domains";
 * const { refined, confidence } = await clusterDomains(embedding, data.positions, 7);
 */
export async function clusterDomains(
  embeddings: Matrix | readonly Matrix[],
  positions: Matrix,
  count: number,
  { seed = 0, graph: given, sections, ...options }: ClusterDomainsOptions = {},
  task: Task = silentTask,
): Promise<Domains> {
  const all = "values" in embeddings && "rows" in embeddings ? [embeddings] : embeddings;
  const graph = given ?? (await graphOf(positions, sections, task.part(0, 0.05)));
  const inputs = { embeddings: all, positions, count, graph, ...(sections ? { sections } : {}) };
  return findDomains(inputs, options, createRandom(seed), task.part(0.05, 1));
}

/** No edge joins two sections. */
async function graphOf(positions: Matrix, sections: Int32Array | undefined, task: Task): Promise<Graph> {
  if (sections === undefined) return (await buildGraph(positions, {}, task)).graph;
  const count = sections.reduce((most, code) => Math.max(most, code + 1), 0);
  const names = Array.from({ length: count }, (_, s) => `section ${s}`);
  return (await sampleGraphs(positions, { codes: sections, names }, {}, task)).graph;
}
