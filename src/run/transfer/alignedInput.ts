import type { Matrix } from "../../data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../../data/scaledExpression.ts";
import type { Sparse } from "../../data/sparse.ts";
import { multiply } from "../../math/linearAlgebra/multiply.ts";
import { alignToReference } from "../../preprocess/alignToReference.ts";
import type { Features } from "../artifacts.ts";
import type { TransferModel } from "../transferModel.ts";

/**
 * A model's input from expression of its genes, scaled and projected as in training.
 *
 * @param expression [cells, genes of the model] natural-log expression.
 * @param missing genes that the sample lacks: they count as average.
 * @param align bring the genes to the mean and deviation of the training data first.
 */
export function alignedInput(
  model: Pick<TransferModel, "reference" | "scaling" | "components">,
  expression: Sparse,
  { missing, align }: { readonly missing: ReadonlySet<number>; readonly align: boolean },
): Features {
  const scaled = scaleAs(model, expression, { missing, align });
  const { loadings } = model.components;
  return { input: inputOf(model, scaled), scale: "z-score", loadings, scaled };
}

/** Genes aligned to the reference and scaled as in training, both as one map of the stored values. */
function scaleAs(
  { reference, scaling }: Pick<TransferModel, "reference" | "scaling">,
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
export function inputOf(
  { components: { mean, loadings } }: Pick<TransferModel, "components">,
  scaled: ScaledExpression,
): Matrix {
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
