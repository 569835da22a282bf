import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Values } from "../../engine/engine.ts";
import { convolutionGraph } from "../../nn/graphConvolution.ts";
import { scaledInput } from "../../nn/inputRows.ts";
import { onHexagons } from "../../spatial/lattice/hexagons.ts";
import { nearestGraph } from "../../spatial/nearest.ts";
import { sectionGraphs } from "../../spatial/sectionGraphs.ts";
import type { MethodInputs } from "../inputs.ts";
import type { SedrOptions } from "./options.ts";
import { drawOthers, frozenPairs, pairBalance } from "./pairs.ts";
import type { SedrSizes } from "./step.ts";

/** Nearest cells on hexagons: two rings of six, of which the outer one is half. */
const onLattice = 12;
const elsewhere = 6;

/** A tissue as programs take it. */
export interface SedrTissue {
  readonly sizes: SedrSizes;
  /** [n] cell in each row. */
  readonly order: Uint32Array;
  /** What every pass is fed with, and what training is fed with besides. */
  readonly seen: Readonly<Record<string, Values>>;
  readonly pairs: Readonly<Record<string, Values>>;
}

export async function sedrTissue(
  { components, positions, samples }: Pick<MethodInputs, "components" | "positions" | "samples">,
  { nearest }: Pick<SedrOptions, "nearest">,
  rng: Random,
  task: Task,
): Promise<SedrTissue> {
  const build = (own: Matrix, part: Task) => neighborsOf(own, nearest, part);
  const graph = convolutionGraph(await sectionGraphs(positions, samples, build, task));
  const { order, lists, feeds } = graph;
  const { rows: cells, columns: inputs } = components;
  const x = new Float32Array(cells * inputs);
  scaledInput(components, 1).fillInto(x, order);
  const pairs = frozenPairs(graph.graph, drawOthers(graph.graph, order, rng));
  return {
    sizes: { cells, inputs, lists, pairPlaces: pairs.places, balance: pairBalance(graph.graph) },
    order,
    seen: { ...feeds, x },
    pairs: pairs.feeds,
  };
}

async function neighborsOf(positions: Matrix, nearest: number | "auto", task: Task): Promise<Graph> {
  const wanted = nearest === "auto" ? ((await onHexagons(positions)) ? onLattice : elsewhere) : nearest;
  return nearestGraph(positions, { neighbors: Math.min(wanted, positions.rows - 1) }, task);
}
