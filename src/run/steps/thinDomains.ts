import { createRandom } from "../../core/random.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Sparse } from "../../data/sparse.ts";
import { policies } from "../../domains/policy.ts";
import { scaleGenes } from "../../preprocess/scale.ts";
import { halveCounts } from "../../preprocess/transform/halveCounts.ts";
import { contextShare } from "../../spatial/contextShare.ts";
import type { Artifacts } from "../artifacts.ts";

const { thinBelow, thinComponents, thinUpTo } = policies.default.warnings;

/**
 * A warning where the places of a lattice differ so much from their neighbours that domains may be thinner than a
 * neighbourhood: averages over neighbours, by a network or without one, then mix domains.
 *
 * @returns undefined where there is no sign of it, or where it cannot be measured: without counts, or off a lattice.
 */
export async function thinDomainsWarning(
  { selection, features, graph }: Pick<Artifacts, "selection" | "graph" | "features">,
  seed: number,
): Promise<string | undefined> {
  const { counts, normalize } = selection;
  const { loadings, scale } = features;
  if (graph.layout.kind !== "lattice" || !normalize || !loadings || counts.rows > thinUpTo) return undefined;
  const halves = halveCounts(counts, createRandom(seed).split("halves"));
  const [first, second] = halves.map((half) => scoresOf(half, loadings, scale));
  const share = await contextShare(first, second, graph.graph);
  if (!(share < thinBelow)) return undefined;
  return `domains may be thinner than the neighbourhood: neighbours explain ${(100 * share).toFixed(0)} % of what a spot explains of itself; compare with --method smooth --rounds 0 --vote 0`;
}

/** [n, d] normalised and scaled counts along the leading components; constants of a column are left in. */
function scoresOf(counts: Sparse, loadings: Matrix, scale: Artifacts["features"]["scale"]): Matrix {
  const { rows: n, starts, indices, values } = counts;
  const logs = new Float32Array(values.length);
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let e = starts[i]; e < starts[i + 1]; e++) total += values[e];
    for (let e = starts[i]; e < starts[i + 1]; e++) logs[e] = total > 0 ? Math.log1p((1e4 * values[e]) / total) : 0;
  }
  const { divisor } = scaleGenes({ ...counts, values: logs }, scale);
  const d = Math.min(thinComponents, loadings.columns);
  const scores = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const gene = indices[e];
      const value = logs[e] / divisor[gene];
      for (let c = 0; c < d; c++) scores[i * d + c] += value * loadings.values[gene * loadings.columns + c];
    }
  }
  return { rows: n, columns: d, values: scores };
}
