import { createRandom, type Random } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { HintTissue } from "../../../src/domains/hints/features.ts";
import type { Hints } from "../../../src/domains/hints/hintedDomains.ts";
import { buildGraph } from "../../../src/spatial/graph.ts";

/** Cells in a square whose strips from left to right differ in an embedding of six columns. */
export interface Strips {
  readonly tissue: HintTissue;
  /** [n] strip of each cell. */
  readonly truth: Int32Array;
}

/** @param apart distance of the means of neighbouring strips, in standard deviations of a cell. */
export async function strips({ side = 20, count = 4, apart = 6, seed = 0 } = {}): Promise<Strips> {
  const rng = createRandom(seed);
  const n = side * side;
  const truth = Int32Array.from({ length: n }, (_, i) => Math.floor(((i % side) * count) / side));
  const rows = (columns: number, split: string): Matrix => {
    const own = rng.split(split);
    const values = new Float64Array(n * columns);
    truth.forEach((strip, i) => {
      for (let u = 0; u < columns; u++) values[i * columns + u] = own.normal() + (strip % columns === u ? apart : 0);
    });
    return { rows: n, columns, values };
  };
  const own = rng.split("positions");
  const positions = {
    ...{ rows: n, columns: 2 },
    values: Float64Array.from({ length: 2 * n }, (_, at) => {
      const i = at >> 1;
      return (at % 2 === 0 ? i % side : Math.floor(i / side)) + 0.2 * own.uniform();
    }),
  };
  const { graph } = await buildGraph(positions);
  return { tissue: { embedding: rows(6, "embedding"), expression: rows(8, "expression"), positions, graph }, truth };
}

/** The first cells of each class as hints. */
export function firstOf(truth: Int32Array, each: number, classes: readonly number[]): Hints {
  return hintsIn(truth, each, classes, Array.from(truth.keys()));
}

/** Cells of each class at random as hints. */
export function someOf(truth: Int32Array, each: number, classes: readonly number[], rng: Random): Hints {
  return hintsIn(truth, each, classes, Array.from(rng.permutation(truth.length)));
}

function hintsIn(truth: Int32Array, each: number, classes: readonly number[], order: readonly number[]): Hints {
  const found = classes.map((k) => order.filter((i) => truth[i] === k).slice(0, each));
  return {
    labels: classes.map((k) => `strip ${k}`),
    cells: Uint32Array.from(found.flat()),
    codes: Int32Array.from(found.flatMap((cells, code) => cells.map(() => code))),
  };
}
