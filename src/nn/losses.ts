import {
  add,
  concat,
  divide,
  expSums,
  fill,
  gatherRows,
  log,
  logSumExp,
  matmul,
  max,
  maximum,
  mean,
  multiply,
  negate,
  normalizeRows,
  power,
  reshape,
  sqrt,
  stopGradient,
  subtract,
  sum,
} from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * Scaled cosine error: mean over rows of (1 - cos(x, y))^gamma.
 *
 * @param y [m, d] the reconstructed rows.
 * @param truth the true rows x [m, d] and their lengths.
 * @returns [] one number.
 * @throws bad-shape when shapes do not fit.
 * @see Methods, "Feature masking"; GraphMAE's `sce_loss`.
 */
export function scaledCosineError({ x, lengths }: Truth, y: Tensor, gamma: number): Tensor {
  return errorOf(divide(sum(multiply(x, y), [1]), lengths), sum(multiply(y, y), [1]), gamma);
}

/** Rows to be reconstructed: x [m, d], and their Euclidean lengths [m], positive (1 for a row of zeros). */
export interface Truth {
  readonly x: Tensor;
  readonly lengths: Tensor;
}

/**
 * The same for y = h W + b, without making y: x . (h W) = (x W') . h and |h W|^2 = h (W W') h'. Worth it for wide y.
 *
 * @param h [m, inputs]
 * @param weight [inputs, d]
 * @param bias [d]
 */
export function scaledCosineErrorOfDense(
  { x, lengths }: Truth,
  { h, weight, bias }: { h: Tensor; weight: Tensor; bias: Tensor },
  gamma: number,
): Tensor {
  const column = reshape(bias, [bias.shape[0], 1]);
  const offset = reshape(matmul(x, column), [h.shape[0]]);
  const inner = add(sum(multiply(matmul(x, weight, { transposeB: true }), h), [1]), offset);
  const gram = matmul(weight, weight, { transposeB: true });
  const cross = matmul(weight, column);
  const squared = add(
    add(sum(multiply(matmul(h, gram), h), [1]), reshape(multiply(matmul(h, cross), 2), [h.shape[0]])),
    sum(multiply(bias, bias)),
  );
  return errorOf(divide(inner, lengths), squared, gamma);
}

function errorOf(inner: Tensor, squared: Tensor, gamma: number): Tensor {
  // Below 1e-16, torch's cosine_similarity too divides by a floor.
  const cosine = divide(inner, sqrt(add(squared, 1e-16)));
  return mean(power(subtract(1, cosine), gamma));
}

/** Anchors, positives and candidates of one step of the contrastive loss. b anchors, m candidates, r places for positives. */
export interface Comparison {
  /** int32 [b] cells whose neighbours are the positives; and [n, 1] where each cell is named in it, else b. */
  readonly anchors: Tensor;
  readonly anchorUsers: Tensor;
  /** int32 [m] every cell that is a neighbour of an anchor, padded with any cell; and [n, 1], else m. */
  readonly candidates: Tensor;
  readonly candidateUsers: Tensor;
  /** [m] how many anchors have the candidate as a neighbour; 0 for padding. */
  readonly multiplicity: Tensor;
  /** int32 [b, r] each anchor's neighbours, padded with any cell; and [n, r'] where each cell is named, else b * r. */
  readonly positives: Tensor;
  readonly positiveUsers: Tensor;
  /** [b, r] 1 where `positives` is a neighbour, 0 where it is padding. */
  readonly isPositive: Tensor;
  /** [b] 1 for an anchor with neighbours, 0 for one without. */
  readonly connected: Tensor;
}

/** Below this temperature e^(1 / tau) would leave float32, so the largest similarity is taken off first. */
const smallTau = 0.05;

/**
 * Multi-positive MIL-NCE: mean over anchors i of -log(sum_j in N_i e^(s_ij / tau) / sum_l c_l e^(s_il / tau)) with s the
 * cosine of two embeddings and c_l how many anchors' neighbour lists hold l. An anchor without neighbours is left out.
 *
 * @param z [n, d]
 * @returns [] one number.
 * @throws bad-shape when shapes do not fit.
 * @see Methods, "Neighborhood sampling".
 */
export function contrastiveLoss(z: Tensor, comparison: Comparison, tau: number): Tensor {
  const { anchors, anchorUsers, candidates, candidateUsers, multiplicity, positives, positiveUsers } = comparison;
  const { isPositive, connected } = comparison;
  const [b, r] = positives.shape;
  const unit = normalizeRows(z);
  const d = unit.shape[1];
  let from = multiply(gatherRows(unit, anchors, { users: anchorUsers }), 1 / tau);
  let to = gatherRows(unit, candidates, { users: candidateUsers });
  const near = gatherRows(unit, positives, { users: positiveUsers });
  const nearby = reshape(matmul(reshape(from, [b, 1, d]), near, { transposeB: true }), [b, r]);
  const own = logSumExp(add(nearby, multiply(subtract(isPositive, 1), 1e9)));
  let taken: Tensor | number = 0;
  if (tau < smallTau) {
    const largest = stopGradient(max(matmul(from, to, { transposeB: true }), [1], true));
    // One more column takes it off every product.
    from = concat([from, negate(largest)], 1);
    to = concat([to, fill(1, [to.shape[0], 1])], 1);
    taken = reshape(largest, [b]);
  }
  // Without the floor, an anchor of no candidates would count zero times minus infinity.
  const all = add(log(add(expSums(from, to, multiplicity), 1e-30)), taken);
  return divide(sum(multiply(connected, subtract(all, own))), maximum(sum(connected), 1));
}
