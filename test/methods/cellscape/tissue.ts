import { createRandom } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { TrainingData } from "../../../src/methods/cellscape/train.ts";

/** A 2-d lattice of cells in two halves with their own profiles, each cell joined to its four neighbours. */
export function tissue(side: number, genes: number): Required<TrainingData> {
  const rng = createRandom(1);
  const n = side * side;
  const near: number[][] = Array.from({ length: n }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    const around = [
      [x, y - 1],
      [x - 1, y],
      [x + 1, y],
      [x, y + 1],
    ];
    return around.filter(([a, b]) => a >= 0 && b >= 0 && a < side && b < side).map(([a, b]) => b * side + a);
  });
  const starts = new Uint32Array(n + 1);
  near.forEach((list, i) => {
    starts[i + 1] = starts[i] + list.length;
  });
  const targets = Uint32Array.from(near.flat());
  const profiles = Array.from({ length: 2 * genes }, () => rng.normal());
  const values = Float32Array.from({ length: n * genes }, (_, e) => {
    const half = Math.floor(e / genes) % side < side / 2 ? 0 : 1;
    return profiles[half * genes + (e % genes)] + 0.7 * rng.normal();
  });
  const expression: Matrix = { rows: n, columns: genes, values };
  const grid = Math.ceil(Math.sqrt(genes));
  const identity = Float32Array.from({ length: genes * genes }, (_, e) => (e % (genes + 1) === 0 ? 1 : 0));
  return {
    input: expression,
    expression,
    graph: { starts, targets, lengths: new Float32Array(targets.length).fill(1) },
    geneMap: { side: grid, gene: Int32Array.from({ length: grid * grid }, (_, at) => (at < genes ? at : -1)) },
    loadings: { rows: genes, columns: genes, values: identity },
  };
}
