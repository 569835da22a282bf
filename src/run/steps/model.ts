import { CellScapeError } from "../../core/errors.ts";
import { createRandom } from "../../core/random.ts";
import { type ScaledExpression, scaledRows } from "../../data/scaledExpression.ts";
import { fitClassifier } from "../../domains/classifier.ts";
import { policies } from "../../domains/policy.ts";
import { columnMoments } from "../../preprocess/moments.ts";
import { scaleGenes } from "../../preprocess/scale.ts";
import { scaleCorrected } from "../../preprocess/scaleCorrected.ts";
import type { Artifacts, Context } from "../artifacts.ts";
import { domainNames } from "../domainColumn.ts";
import type { TransferModel } from "../transferModel.ts";

type Made = Pick<Artifacts, "dataset" | "selection" | "expression" | "features" | "graph" | "embeddings" | "domains"> &
  Partial<Pick<Artifacts, "correction">>;

/**
 * The model of a run, from what the run made: the trained network of the chosen partition, and the domains as it found
 * them.
 *
 * @throws unsupported for a method without a network.
 */
export async function makeModel(made: Made, { config }: Context): Promise<TransferModel> {
  const { dataset, selection, expression, features, graph, embeddings, domains, correction } = made;
  const { method } = config.chosen;
  const { model, primary } = embeddings[domains.embedding];
  if (!model) {
    throw new CellScapeError("unsupported", `model: expected a trained network, got none (--method ${method.name})`);
  }
  const nameOf = (gene: number) => dataset.genes[gene];
  const moments = columnMoments(expression);
  const [mean, variance] = correction ? [correction.means, correction.variances] : [moments.mean, moments.variance];
  const { scale, loadings } = features;
  const scaled = correction ? scaleCorrected(expression, correction, { scale }) : scaleGenes(expression, scale);
  const { offset, divisor, clip } = scaled;
  return {
    genes: Array.from(selection.genes, nameOf),
    measured: Array.from(selection.variable?.genes ?? selection.genes, nameOf),
    normalize: selection.normalize,
    ...(selection.cofactor === undefined ? {} : { cofactor: selection.cofactor }),
    reference: { mean, deviation: variance.map(Math.sqrt) },
    scaling: { offset, divisor, clip },
    components: { mean: loadings ? meanOf(scaled) : new Float64Array(offset.length), loadings },
    graph: { kind: config.graph, neighbors: config.neighbors, radius: config.radius },
    method: method.name,
    network: model,
    domains: {
      names: [...domainNames(domains)],
      classifier: await fitClassifier(
        { embedding: primary, graph: graph.graph, labels: domains.raw },
        policies.default.classifier,
        createRandom(config.seed).split("classifier"),
      ),
      vote: config.vote,
    },
    training: {
      cells: selection.cells.length,
      samples: [...(selection.samples?.names ?? [])],
      seed: config.seed + domains.embedding,
    },
  };
}

/** Mean of each scaled gene, which the components leave out. */
function meanOf(scaled: ScaledExpression): Float64Array {
  const { rows: n, columns: p, fillInto } = scaledRows(scaled);
  const mean = new Float64Array(p);
  const row = new Float32Array(p);
  for (let i = 0; i < n; i++) {
    fillInto(row, i);
    for (let u = 0; u < p; u++) mean[u] += row[u] / n;
  }
  return mean;
}
