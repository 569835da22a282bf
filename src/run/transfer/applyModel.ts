import { CellScapeError } from "../../core/errors.ts";
import type { Report } from "../../core/progress.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Matrix } from "../../data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../../data/scaledExpression.ts";
import type { Sparse } from "../../data/sparse.ts";
import { classify } from "../../domains/classifier.ts";
import { policies, refinementOver } from "../../domains/policy.ts";
import { refine } from "../../domains/refine.ts";
import type { Engine } from "../../engine/engine.ts";
import { multiply } from "../../math/linearAlgebra/multiply.ts";
import type { Embedded } from "../../methods/embedded.ts";
import { alignToReference } from "../../preprocess/alignToReference.ts";
import { recognizeCounts } from "../../preprocess/counts.ts";
import { normalizeLog } from "../../preprocess/normalize.ts";
import { selectRows } from "../../preprocess/select.ts";
import { cellTotals } from "../../preprocess/totals.ts";
import { buildGraph, type SpatialGraph } from "../../spatial/graph.ts";
import { matchGenes } from "./matchGenes.ts";
import { describe, type Novelty, noveltyOf } from "./novelty.ts";
import type { TransferModel } from "./transferModel.ts";
import { transferOf } from "./transferModel.ts";

export interface ApplyOptions {
  /** Least share of the model's genes that the sample must have. */
  readonly overlap?: number;
  /** Bring the sample's genes to the mean and deviation of the training data. */
  readonly align?: boolean;
  readonly engine: () => Promise<Engine>;
  readonly report: Report;
  /** Monotonic seconds, for timings. */
  readonly clock: () => number;
}

/** A sample seen by a model. Arrays run along `cells`. */
export interface Applied {
  /** Cells of the dataset that took part, ascending. */
  readonly cells: Uint32Array;
  /** Genes of the model, and those that the sample has. */
  readonly genes: number;
  readonly genesFound: number;
  readonly graph: SpatialGraph;
  /** Name of the method that embedded them. */
  readonly method: string;
  readonly embeddings: Pick<Embedded, "primary" | "others">;
  /** Domain of each cell before and after the vote of its neighbours. */
  readonly raw: Int32Array;
  readonly refined: Int32Array;
  readonly posterior: Matrix;
  readonly novelty: Novelty;
}

/**
 * Embed a sample with a trained model, and sort its cells into the model's domains, without training.
 *
 * @throws bad-data when it lacks too many of the model's genes, its values are of another kind, or it has too few cells.
 */
export async function applyModel(model: TransferModel, dataset: Dataset, options: ApplyOptions): Promise<Applied> {
  const { report, engine, clock, align = true, overlap = 0.8 } = options;
  const stage = async <T>(step: string, does: string, work: () => T | Promise<T>): Promise<T> => {
    report({ kind: "begin", step, does });
    const started = clock();
    const made = await work();
    report({ kind: "end", step, seconds: clock() - started });
    return made;
  };
  const say = (step: string, text: string) => report({ kind: "note", step, text });

  const prepared = await stage("prepare", "Find the model's genes and normalise counts", async () => {
    const genes = matchGenes(model, dataset, overlap);
    say("prepare", genes.description);
    return { genes, ...(await logExpression(model, dataset, genes)) };
  });
  const { cells, expression, genes } = prepared;
  const positions = rowsOf(dataset.positions, cells);
  const { kind, neighbors, radius } = model.graph;
  const graph = await stage("graph", "Connect neighbouring cells", () =>
    buildGraph(positions, { kind, neighbors, ...(radius === undefined ? {} : { radius }) }),
  );
  say("graph", graph.description);
  const embeddings = await stage("embed", "Embed cells with the model", async () => {
    const scaled = scaleAs(model, expression, { missing: genes.missing, align });
    const input = inputOf(model, scaled);
    const data = { components: input, graph: graph.graph, scaled };
    return transferOf(model).embed(model.network, data, await engine());
  });
  return stage("domains", "Find the model's domains", async () => {
    const { classifier, vote } = model.domains;
    const found = classify(classifier, { embedding: embeddings.primary, graph: graph.graph });
    const novelty = noveltyOf(model, { distances: found.distances, expression, missing: genes.missing });
    say("domains", describe(novelty));
    const { refinement } = policies.default;
    const policy = vote === "auto" ? refinement : refinementOver(vote, refinement);
    const refined = await refine(found.labels, positions, undefined, policy);
    return {
      cells,
      genes: model.genes.length,
      genesFound: model.genes.length - genes.missing.size,
      graph,
      method: model.method,
      embeddings,
      raw: found.labels,
      refined,
      posterior: found.posterior,
      novelty,
    };
  });
}

/** Log expression of the model's genes, for cells with a count. */
async function logExpression(
  { normalize }: TransferModel,
  dataset: Dataset,
  { counts, measured }: { readonly counts: Sparse; readonly measured: Sparse },
): Promise<{ readonly cells: Uint32Array; readonly expression: Sparse }> {
  const kind = recognizeCounts(dataset.counts, dataset);
  if (normalize !== kind.needsLog) {
    const expected = normalize
      ? "counts, as the model was trained on"
      : "values as the model was trained on: not counts";
    const way = "choose the matrix with --counts";
    throw new CellScapeError("bad-data", `${dataset.name}: expected ${expected}, got ${kind.description}; ${way}`);
  }
  const totals = cellTotals(measured);
  const cells = Uint32Array.from(totals.keys()).filter((i) => !normalize || totals[i] >= 1);
  if (cells.length < 3) {
    throw new CellScapeError("bad-data", `${dataset.name}: expected at least 3 cells with counts, got ${cells.length}`);
  }
  const own = cells.length === counts.rows ? counts : selectRows(counts, cells);
  if (!normalize) return { cells, expression: own };
  return { cells, expression: await normalizeLog(own, { totals: Float64Array.from(cells, (i) => totals[i]) }) };
}

/** Genes aligned to the reference and scaled as in training, both as one map of the stored values. */
function scaleAs(
  { reference, scaling }: TransferModel,
  expression: Sparse,
  { missing, align }: { readonly missing: ReadonlySet<number>; readonly align: boolean },
): ScaledExpression {
  const p = expression.columns;
  const same = { scales: new Float64Array(p).fill(1), shifts: new Float64Array(p) };
  for (const u of missing) same.shifts[u] = reference.mean[u];
  const { scales, shifts } = align ? alignToReference(expression, reference, missing) : same;
  // (scale x + shift - offset) / divisor = (x - (offset - shift) / scale) / (divisor / scale)
  return {
    expression,
    offset: scaling.offset.map((offset, u) => (offset - shifts[u]) / scales[u]),
    divisor: scaling.divisor.map((divisor, u) => divisor / scales[u]),
    clip: scaling.clip,
  };
}

/** Cells whose input is made at a time. */
const blockRows = 4096;

/** The network's input: components of the scaled genes, or these. */
function inputOf({ components: { mean, loadings } }: TransferModel, scaled: ScaledExpression): Matrix {
  const { rows: n, columns: p, fillInto } = scaledRows(scaled);
  const d = loadings?.columns ?? p;
  const values = new Float32Array(n * d);
  for (let from = 0; from < n; from += blockRows) {
    const rows = Math.min(blockRows, n - from);
    const block = new Float32Array(rows * p);
    for (let i = 0; i < rows; i++) fillInto(block.subarray(i * p, (i + 1) * p), from + i);
    if (!loadings) {
      values.set(block, from * p);
      continue;
    }
    for (let e = 0; e < block.length; e += p) for (let u = 0; u < p; u++) block[e + u] -= mean[u];
    values.set(multiply({ rows, columns: p, values: block }, loadings).values, from * d);
  }
  return { rows: n, columns: d, values };
}

function rowsOf({ columns, values }: Matrix, rows: Uint32Array): Matrix {
  const chosen = new Float64Array(2 * rows.length);
  rows.forEach((row, i) => {
    chosen[2 * i] = values[row * columns];
    chosen[2 * i + 1] = values[row * columns + 1];
  });
  return { rows: rows.length, columns: 2, values: chosen };
}
