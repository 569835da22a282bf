import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import { smooth } from "../../spatial/smooth.ts";
import { byCells, type FamilyPolicy } from "../policy.ts";
import type { FamilySet } from "./fitFamily.ts";
import { graphOfNearest } from "./graphOfNearest.ts";

/** Components averaged over the spatial graph and over a few nearest cells, some rounds of it each. */
export async function* smoothedSets(
  components: Matrix,
  graph: Graph,
  nearest: Int32Array,
  { smoothed: { rounds, neighbors, components: counts } }: FamilyPolicy,
): AsyncGenerator<FamilySet> {
  const graphs = { graph, nearest: graphOfNearest(nearest, components.rows, neighbors) };
  for (const [name, each] of Object.entries(graphs)) {
    let made = 0;
    let matrix = components;
    for (const round of rounds) {
      matrix = await smooth(matrix, each, round - made);
      made = round;
      const key = `smoothed-${name}-${round}`;
      yield { family: "smoothed components", key, rounds: round, matrix, components: byCells(counts, components.rows) };
    }
  }
}
