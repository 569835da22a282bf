import { pickRows } from "../../cluster/columns.ts";
import { clusterMeans } from "../../cluster/partition.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import { multiply } from "../../math/linearAlgebra/multiply.ts";
import { principalComponents } from "../../math/linearAlgebra/pca.ts";
import { whiteningOf } from "../classifier.ts";
import { featureRows, featureScores } from "../featureSets.ts";

/** Finds how far cells lie from those of known label. */
export interface Distances {
  /**
   * [n] Mahalanobis distance of each cell to the nearest label.
   *
   * @param codes [n] label of each cell; -1 for those that shall not count as known.
   */
  from(codes: Int32Array): Float64Array;
}

/** Prepares distances in the leading components of an embedding beside its mean over neighbours. */
export async function prepareDistances(embedding: Matrix, graph: Graph, components: number): Promise<Distances> {
  const rows = featureRows(embedding, graph);
  const { mean, loadings } = await principalComponents(rows, Math.min(components, rows.rows, rows.columns));
  const scores = featureScores(embedding, graph, { mean, loadings });
  return {
    from(codes) {
      const known = Uint32Array.from(codes.keys()).filter((i) => codes[i] >= 0);
      const present = [...new Set(codes)].filter((code) => code >= 0).sort((a, b) => a - b);
      const labels = Int32Array.from(known, (i) => present.indexOf(codes[i]));
      const own = Float64Array.from(pickRows(scores, known).values);
      const means = clusterMeans(own, labels, present.length);
      const whitening = whiteningOf(own, labels, means);
      const { columns: k } = scores;
      const centres = multiply({ rows: present.length, columns: k, values: means }, whitening).values;
      const { values } = multiply(scores, whitening);
      return Float64Array.from(codes, (_, i) => {
        let nearest = Number.POSITIVE_INFINITY;
        for (let c = 0; c < present.length; c++) {
          let square = 0;
          for (let u = 0; u < k; u++) square += (values[i * k + u] - centres[c * k + u]) ** 2;
          nearest = Math.min(nearest, square);
        }
        return Math.sqrt(nearest);
      });
    },
  };
}
