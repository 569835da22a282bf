import type { Sparse } from "../../data/sparse.ts";
import { columnMeans } from "../../preprocess/moments.ts";
import type { TransferModel } from "../transferModel.ts";

/** How far a sample lies from what the model was trained on. */
export interface Novelty {
  /** [cells] Mahalanobis distance in the embedding to the nearest domain. */
  readonly distances: Float64Array;
  /** [cells] share of the training cells that lie nearer to their domain. */
  readonly quantiles: Float64Array;
  /** Share of the cells beyond 99 % of the training cells: about 0.01 for more of the same. */
  readonly beyond: number;
  /** Pearson correlation of the genes' mean log expression with the training data's, before they are aligned. */
  readonly correlation: number;
  /** Genes of the model that the sample has, and how many there are: the others count as average, as if they were alike. */
  readonly shared: number;
  readonly genes: number;
  readonly verdict: "alike" | "different" | "far";
}

/**
 * Compare a sample with the training data.
 *
 * @param distances [cells] to the nearest domain, as `classify` finds them.
 * @param expression [cells, genes of the model] log expression, not aligned.
 * @param missing genes that the sample lacks.
 */
export function noveltyOf(
  model: Pick<TransferModel, "reference" | "domains">,
  {
    distances,
    expression,
    missing,
  }: { readonly distances: Float64Array; readonly expression: Sparse; readonly missing: ReadonlySet<number> },
): Novelty {
  const genes = model.reference.mean.length;
  const correlation = correlationOf(model.reference, expression, missing);
  return noveltyOfCells(model, { distances, correlation, genes, shared: genes - missing.size });
}

/** The same of some of the cells. */
export function noveltyOfCells(
  { domains: { classifier } }: Pick<TransferModel, "domains">,
  { distances, correlation, genes, shared }: Pick<Novelty, "distances" | "correlation" | "genes" | "shared">,
): Novelty {
  const known = classifier.distances;
  const quantiles = distances.map((distance) => {
    // The share of the training cells at or below, to the hundredth.
    let [low, high] = [0, known.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (known[middle] < distance) low = middle + 1;
      else high = middle;
    }
    return Math.min(1, low / (known.length - 1));
  });
  const beyond = distances.reduce((count, distance) => count + (distance > known[99] ? 1 : 0), 0) / distances.length;
  const verdict =
    shared < leastShared * genes || beyond > 0.5 || correlation < 0.5
      ? "far"
      : beyond > 0.05 || correlation < 0.75
        ? "different"
        : "alike";
  return { distances, quantiles, beyond, correlation, shared, genes, verdict };
}

/** With fewer of the model's genes, cells lie near the training cells because most genes were set to their mean. */
const leastShared = 0.5;

/** What the distance of a sample means, in words. */
export function describe({ beyond, correlation, shared, genes: all, verdict }: Novelty): string {
  const share = `${(100 * beyond).toFixed(beyond < 0.1 ? 1 : 0)} % of the cells lie farther from their domain than 99 % of the training cells`;
  const genes = `mean expression correlates ${correlation.toFixed(2)} with the training data`;
  if (shared < leastShared * all) {
    const few = `the sample has ${shared} of the model's ${all} genes, and the others were set to the training mean`;
    return `${share}; ${genes}; but ${few}: its domains are unreliable`;
  }
  const judged = {
    alike: "the sample resembles the training data",
    different:
      "parts of the sample differ from the training data: check the novelty scores before interpreting their domains",
    far: "the sample differs from the training data: its domains are unreliable",
  }[verdict];
  return `${share}; ${genes}: ${judged}`;
}

function correlationOf(
  reference: TransferModel["reference"],
  expression: Sparse,
  missing: ReadonlySet<number>,
): number {
  const mean = columnMeans(expression);
  const genes = Array.from(mean.keys()).filter((u) => !missing.has(u));
  const average = (values: Float64Array) => genes.reduce((sum, u) => sum + values[u], 0) / genes.length;
  const [ours, theirs] = [average(mean), average(reference.mean)];
  let [both, own, known] = [0, 0, 0];
  for (const u of genes) {
    both += (mean[u] - ours) * (reference.mean[u] - theirs);
    own += (mean[u] - ours) ** 2;
    known += (reference.mean[u] - theirs) ** 2;
  }
  return own * known > 0 ? both / Math.sqrt(own * known) : 1;
}
