import { createRandom } from "../../core/random.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Sparse } from "../../data/sparse.ts";
import { policies } from "../../domains/policy.ts";
import { principalComponents } from "../../math/linearAlgebra/pca.ts";
import { aboveZero, scaleGenes } from "../../preprocess/scale.ts";
import { halveCounts } from "../../preprocess/transform/halveCounts.ts";
import { contextShare } from "../../spatial/contextShare.ts";
import type { Artifacts } from "../artifacts.ts";
import { type Settings, scaleOf } from "../options/settings.ts";

type Scale = Artifacts["features"]["scale"];

const { thinBelow, thinComponents, thinUpTo } = policies.default.warnings;

/**
 * A warning where the places of a lattice differ so much from their neighbours that domains may be thinner than a
 * neighbourhood: averages over neighbours, by a network or without one, then mix domains.
 *
 * @returns undefined where there is no sign of it, or where it cannot be measured: without counts, or off a lattice.
 */
export async function thinDomainsWarning(
  { selection, graph, features }: Pick<Artifacts, "selection" | "graph"> & Partial<Pick<Artifacts, "features">>,
  config: Pick<Settings, "seed" | "scale" | "components">,
): Promise<string | undefined> {
  const { counts, normalize } = selection;
  const { seed, components } = config;
  if (graph.layout.kind !== "lattice" || !normalize || counts.rows > thinUpTo || components === "all") return undefined;
  const scale = scaleOf(config, counts.columns);
  const loadings = features?.loadings ?? (await leadingDirections(counts, scale));
  const halves = halveCounts(counts, createRandom(seed).split("halves"));
  const [first, second] = halves.map((half) => scoresOf(half, loadings, scale));
  const share = await contextShare(first, second, graph.graph);
  if (!(share < thinBelow)) return undefined;
  return `domains may be thinner than the neighbourhood: neighbours explain ${(100 * share).toFixed(0)} % of what a spot explains of itself; compare with --method smooth --rounds 0 --vote 0`;
}

/** [p, d] directions of the leading components of normalised and scaled counts, where the method reads no components. */
async function leadingDirections(counts: Sparse, scale: Scale): Promise<Matrix> {
  const scaled = scaleGenes(logCounts(counts), scale);
  const rows = scale === "z-score" ? aboveZero(scaled) : scaled.expression;
  return (await principalComponents(rows, Math.min(thinComponents, counts.columns))).loadings;
}

/** Counts per 10,000 of these genes, as logarithms. */
function logCounts(counts: Sparse): Sparse {
  const { rows: n, starts, values } = counts;
  const logs = new Float32Array(values.length);
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let e = starts[i]; e < starts[i + 1]; e++) total += values[e];
    for (let e = starts[i]; e < starts[i + 1]; e++) logs[e] = total > 0 ? Math.log1p((1e4 * values[e]) / total) : 0;
  }
  return { ...counts, values: logs };
}

/** [n, d] normalised and scaled counts along the leading components; constants of a column are left in. */
function scoresOf(counts: Sparse, loadings: Matrix, scale: Scale): Matrix {
  const log = logCounts(counts);
  const { rows: n, starts, indices, values: logs } = log;
  const { divisor } = scaleGenes(log, scale);
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
