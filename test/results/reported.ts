import type { Dataset } from "../../src/data/dataset.ts";
import type { PartitionSummary } from "../../src/domains/result.ts";
import type { RunArtifacts } from "../../src/results/reported.ts";
import type { Artifacts } from "../../src/run/artifacts.ts";
import { datasetOf } from "../datasets.ts";

interface Changes {
  /** Rows of the analysed cells in the data set; all of them by default. */
  readonly cells?: readonly number[];
  readonly genes?: readonly number[];
  readonly dataset?: Partial<Omit<Dataset, "obs">> & Parameters<typeof datasetOf>[1];
}

type Made = RunArtifacts & Pick<Artifacts, "embeddings">;

/** What a run of a few cells made: cells in a row of the tissue, in these domains, with 3 genes. */
export function reportedOf(labels: readonly number[], { cells, genes = [0, 1, 2], dataset = {} }: Changes = {}): Made {
  const n = labels.length;
  const rows = cells ?? Array.from(labels.keys());
  const all = dataset.cells?.length ?? Math.max(...rows) + 1;
  const counts = Array.from({ length: all }, (_, i) => [i % 4, 1 + (i % 2), 3]);
  const whole = datasetOf(counts, dataset);
  const count = Math.max(...labels) + 1;
  const codes = Int32Array.from(labels);
  const sizes = Array.from({ length: count }, (_, k) => labels.filter((label) => label === k).length);
  const partition: PartitionSummary = {
    family: "embedding",
    embedding: 0,
    features: "embeddingAndNeighborhoodMean",
    components: 20,
    start: "ward",
    logLikelihood: -9,
    bic: 20,
    agreement: 0.9,
    chosen: true,
    raw: codes,
    refined: codes,
  };
  const starts = Uint32Array.from({ length: n + 1 }, (_, i) => (i === 0 ? 0 : i === n ? 2 * n - 2 : 2 * i - 1));
  const targets = Uint32Array.from(labels.flatMap((_, i) => [i - 1, i + 1]).filter((j) => j >= 0 && j < n));
  return {
    dataset: whole,
    selection: {
      ...{ cells: Uint32Array.from(rows), genes: Uint32Array.from(genes), counts: whole.counts, normalize: true },
      ...{ totals: new Float64Array(n).fill(5), positions: whole.positions, samples: undefined, variable: undefined },
    },
    features: {
      input: { rows: n, columns: 2, values: Float64Array.from({ length: 2 * n }, (_, e) => e) },
      ...{ scale: "z-score", loadings: undefined, scaled: undefined },
    },
    graph: {
      graph: { starts, targets, lengths: new Float32Array(targets.length).fill(1) },
      ...{ kind: "delaunay", layout: { kind: "irregular", share: 0, spacing: 1 }, isolated: 0 },
      description: "a row",
    },
    embeddings: [
      {
        primary: { rows: n, columns: 2, values: Float32Array.from({ length: 2 * n }, (_, e) => e / 2) },
        ...{ others: {}, losses: {}, stoppedEarly: false, settled: {} },
      },
    ],
    domains: {
      ...{ raw: codes, refined: codes, count, embedding: 0, agreement: 0.9, stoppedEarly: false },
      posterior: {
        rows: n,
        columns: count,
        values: Float64Array.from({ length: n * count }, (_, e) =>
          e % count === labels[Math.floor(e / count)] ? 0.75 : 0.25 / Math.max(1, count - 1),
        ),
      },
      confidence: Float32Array.from(labels, () => 0.5),
      domains: sizes.map((size) => ({ size, rawSize: size, stability: 0.8, weak: false })),
      partitions: [partition],
      refinement: { neighbors: 0, rounds: 0 },
    },
  };
}
