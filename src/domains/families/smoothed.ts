import { firstColumns } from "../../cluster/columns.ts";
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
  { smoothed: { rounds, neighbors, averaged, components: counts } }: FamilyPolicy,
): AsyncGenerator<FamilySet> {
  const { rows: n } = components;
  const kept = byCells(averaged, n);
  const points = kept < components.columns ? firstColumns(components, kept) : components;
  const graphs = [
    { name: "graph", each: graph },
    ...neighbors.map((count) => ({ name: "nearest", each: graphOfNearest(nearest, n, count) })),
  ];
  for (const { name, each } of graphs) {
    let made = 0;
    let matrix = points;
    for (const round of rounds) {
      matrix = await smooth(matrix, each, round - made);
      made = round;
      const key = `smoothed-${name}-${round}`;
      yield { family: "smoothed components", key, rounds: round, matrix, components: byCells(counts, n) };
    }
  }
}
