import { CellScapeError, expectShape } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { buildGraph, type GraphOptions, type SpatialGraph } from "./graph.ts";

/** Cells of several samples: which sample each is in, 0 .. names.length - 1, and what the samples are called. */
export interface SampleCodes {
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/**
 * One graph of several samples: each is built from its own positions, with its own layout, and no edge joins two samples,
 * so that its matrix is block-diagonal. Kind and layout of the whole are those of the sample with the most cells.
 *
 * @param positions [n, 2]; those of different samples have nothing in common.
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
    graph: stack(
      parts.map(({ cells, built }) => ({ cells, graph: built.graph })),
      positions.rows,
    ),
    kind: largest.kind,
    layout: largest.layout,
    isolated: parts.reduce((sum, { built }) => sum + built.isolated, 0),
    description: parts.map(({ name, built }) => `${name}: ${built.description}`).join("; "),
  };
}

/** Edges of graphs of some of the cells each, at the places of these cells among all. */
function stack(parts: readonly { readonly cells: Uint32Array; readonly graph: Graph }[], n: number): Graph {
  const starts = new Uint32Array(n + 1);
  for (const { cells, graph } of parts) {
    cells.forEach((cell, i) => {
      starts[cell + 1] = graph.starts[i + 1] - graph.starts[i];
    });
  }
  for (let i = 0; i < n; i++) starts[i + 1] += starts[i];
  const targets = new Uint32Array(starts[n]);
  const lengths = new Float32Array(starts[n]);
  for (const { cells, graph } of parts) {
    cells.forEach((cell, i) => {
      for (let e = graph.starts[i], at = starts[cell]; e < graph.starts[i + 1]; e++, at++) {
        // The cells of a sample ascend, so neighbours still do.
        targets[at] = cells[graph.targets[e]];
        lengths[at] = graph.lengths[e];
      }
    });
  }
  return { starts, targets, lengths };
}

function positionsOf({ columns, values }: Matrix, cells: Uint32Array): Matrix {
  const own = new Float64Array(2 * cells.length);
  cells.forEach((cell, i) => {
    own[2 * i] = values[cell * columns];
    own[2 * i + 1] = values[cell * columns + 1];
  });
  return { rows: cells.length, columns: 2, values: own };
}

async function named<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CellScapeError)) throw error;
    throw new CellScapeError(error.code, `sample ${name}: ${error.message}`, { cause: error });
  }
}
