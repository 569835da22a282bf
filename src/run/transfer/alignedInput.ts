import type { Matrix } from "../../data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../../data/scaledExpression.ts";
import type { ShiftedSparse } from "../../data/shiftedSparse.ts";
import type { Sparse } from "../../data/sparse.ts";
import { centred } from "../../math/linearAlgebra/centred.ts";
import { multiply } from "../../math/linearAlgebra/multiply.ts";
import { alignToReference } from "../../preprocess/alignToReference.ts";
import { aboveZero, scaledZero } from "../../preprocess/scale.ts";
import { aboveCorrectedZero } from "../../preprocess/scaleCorrected.ts";
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

/** The network's input: the scaled genes, or their components, for which they stay sparse. */
export function inputOf(
  { components: { mean, loadings } }: Pick<TransferModel, "components">,
  scaled: ScaledExpression,
): Matrix {
  if (!loadings) return denseRows(scaled);
  const rows = centred(scaled.correction ? aboveCorrectedZero(scaled, scaled.correction) : aboveSameZero(scaled));
  const directions = { ...loadings, values: Float64Array.from(loadings.values) };
  const d = loadings.columns;
  const values = new Float32Array(rows.n * d);
  rows.multiplyRowsInto(values, directions, 0, rows.n);
  // From offsets from the mean of these cells to those from the mean of the training data.
  const between = { rows: 1, columns: rows.p, values: rows.mean.map((own, u) => own - mean[u]) };
  const offset = multiply(between, directions).values;
  for (let row = 0; row < values.length; row += d) for (let u = 0; u < d; u++) values[row + u] += offset[u];
  return { rows: rows.n, columns: d, values };
}

function denseRows(scaled: ScaledExpression): Matrix {
  const { rows: n, columns: p, fillInto } = scaledRows(scaled);
  const values = new Float32Array(n * p);
  for (let i = 0; i < n; i++) fillInto(values.subarray(i * p, (i + 1) * p), i);
  return { rows: n, columns: p, values };
}

/** Sparse rows, and the row that cells without counts have. */
function aboveSameZero(scaled: ScaledExpression): ShiftedSparse {
  const { rows: n, columns: p } = scaled.expression;
  return {
    sparse: aboveZero(scaled),
    first: new Uint32Array(n),
    factors: { rows: n, columns: 1, values: new Float64Array(n).fill(1) },
    patterns: { rows: 1, columns: p, values: scaledZero(scaled) },
  };
}
