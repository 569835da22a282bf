import { CellScapeError, expectShape } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { buildGraph, type GraphOptions, type SpatialGraph } from "./graph.ts";
import { positionsOf, stackGraphs } from "./sectionGraphs.ts";

/** Cells of several samples: which sample each is in, 0 .. names.length - 1, and what the samples are called. */
export interface SampleCodes {
  /** [n] sample of each cell, an index into `names`. */
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/**
 * One graph of several samples: each is built from its own positions, with its own layout, and no edge joins two samples,
 * so that its matrix is block-diagonal. Kind and layout of the whole are those of the sample with the most cells.
 *
 * @param positions [n, 2] in any unit, one for all samples; those of different samples have nothing in common.
 * @throws as `buildGraph`, naming the sample.
 * @see Methods, "Multi-sample integration".
 */
export async function sampleGraphs(
  positions: Matrix,
  { codes, names }: SampleCodes,
  options: GraphOptions = {},
  task: Task = silentTask,
): Promise<SpatialGraph> {
  expectShape("sampleGraphs: codes", [codes.length], { cells: positions.rows });
  const members = names.map((): number[] => []);
  codes.forEach((sample, i) => {
    members[sample].push(i);
  });
  const parts: { readonly name: string; readonly cells: Uint32Array; readonly built: SpatialGraph }[] = [];
  let done = 0;
  for (const [s, name] of names.entries()) {
    const cells = Uint32Array.from(members[s]);
    const after = done + cells.length / positions.rows;
    const built = await named(name, buildGraph(positionsOf(positions, cells), options, task.part(done, after)));
    parts.push({ name, cells, built });
    done = after;
  }
  const largest = parts.reduce((a, b) => (b.cells.length > a.cells.length ? b : a)).built;
  return {
    graph: stackGraphs(
      parts.map(({ cells, built }) => ({ cells, graph: built.graph })),
      positions.rows,
    ),
    kind: largest.kind,
    layout: largest.layout,
    isolated: parts.reduce((sum, { built }) => sum + built.isolated, 0),
    description: parts.map(({ name, built }) => `${name}: ${built.description}`).join("; "),
  };
}

async function named<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CellScapeError)) throw error;
    throw new CellScapeError(error.code, `sample ${name}: ${error.message}`, { cause: error });
  }
}
