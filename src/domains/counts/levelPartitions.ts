import { leadingColumns } from "../../cluster/columns.ts";
import { gaussianMixture } from "../../cluster/mixture/gaussianMixture.ts";
import { wardPartitions } from "../../cluster/wardPartition.ts";
import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { principalComponents } from "../../math/linearAlgebra/pca.ts";
import { usableSets } from "../candidates.ts";
import type { DomainInputs } from "../clustering.ts";
import { featureRows, featureScores, featureSets } from "../featureSets.ts";
import { labelsOf, sampleOf } from "../fitFeatureSet.ts";
import type { DomainPolicy } from "../policy.ts";

type Inputs = Pick<DomainInputs, "positions" | "graph"> & { readonly embedding: Matrix };

/**
 * Partitions of an embedding into several numbers of clusters, before refinement: for each feature set and number of components one
 * Ward tree, which is cut at each number, and a mixture from there. Above `fitAbove` cells trees and mixtures are made of a sample.
 *
 * @returns [counts][feature sets x components] each [n] 0 .. count - 1.
 */
export async function levelPartitions(
  { embedding, graph }: Inputs,
  counts: readonly number[],
  { candidates, count: { tree } }: DomainPolicy,
  rng: Random,
  task: Task,
): Promise<Int32Array[][]> {
  const n = embedding.rows;
  const found: Int32Array[][] = counts.map(() => []);
  const sets = usableSets({ graph }, candidates);
  const total = sets.length * tree.components.length * counts.length;
  let made = 0;
  for (const name of sets) {
    const own = featureSets[name].withMean ? graph : undefined;
    const stream = rng.split(featureSets[name].stream);
    const cells = n > candidates.fitAbove ? sampleOf(n, candidates.fitAbove, stream) : undefined;
    const points = featureRows(embedding, own, cells);
    const most = Math.min(Math.max(...tree.components), points.rows, points.columns);
    const basis = await principalComponents(points, most);
    const all = cells ? featureScores(embedding, own, basis) : undefined;
    for (const components of new Set(tree.components.map((each) => Math.min(each, basis.scores.columns)))) {
      const leading = leadingColumns(basis.scores, components);
      const options = { sampleAbove: candidates.wardSampleAbove };
      await task.update(made / total);
      const starts = wardPartitions(leading, counts, options, stream.split(components));
      for (const [at, clusters] of counts.entries()) {
        await task.update(made++ / total);
        const mixture = gaussianMixture(leading, starts[at], { clusters, covariance: candidates.covariance });
        const labels = all ? labelsOf(mixture, all, components) : mixture.labels;
        // The sample keeps its labels, so that no cluster can come out empty.
        cells?.forEach((cell, i) => {
          labels[cell] = mixture.labels[i];
        });
        found[at].push(labels);
      }
    }
  }
  await task.update(1);
  return found;
}
