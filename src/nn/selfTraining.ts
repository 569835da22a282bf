import type { Random } from "../core/random.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Values } from "../engine/engine.ts";
import { add, divide, log, maximum, multiply, subtract, sum } from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Phase } from "./fit.ts";
import type { Stepper } from "./stepper.ts";

// Self-training on soft assignments (Xie, Girshick and Farhadi 2016, DEC): a network is trained towards its own assignments,
// sharpened, which are refreshed every few epochs.

/** Name of the array, carried from step to step, with the assignments that the step began with. */
export const carriedAssignment = "assignment";

/**
 * Mean over rows of the Kullback-Leibler divergence of assignments from their target: sum_k p log(p / (q + 1e-6)).
 *
 * @param q [n, k] and the target p [n, k], which may hold zeros.
 */
export function assignmentLoss(q: Tensor, target: Tensor): Tensor {
  const apart = subtract(log(maximum(target, 1e-30)), log(add(q, 1e-6)));
  return divide(sum(multiply(target, apart)), q.shape[0]);
}

/**
 * Assignments sharpened, each cluster weighing less the larger it is: p_ik proportional to q_ik^2 / sum_i q_ik, rows of sum 1.
 *
 * @param q [n, k]
 */
export function sharpened(q: ArrayLike<number>, k: number): Float32Array {
  const n = q.length / k;
  const sizes = new Float64Array(k);
  for (let e = 0; e < q.length; e++) sizes[e % k] += q[e];
  const target = new Float32Array(q.length);
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let c = 0; c < k; c++) total += q[i * k + c] ** 2 / sizes[c];
    for (let c = 0; c < k; c++) target[i * k + c] = q[i * k + c] ** 2 / sizes[c] / total;
  }
  return target;
}

/** [n] the largest of each row of assignments [n, k]; the first of equals. */
export function assigned(q: ArrayLike<number>, k: number): Int32Array {
  return Int32Array.from({ length: q.length / k }, (_, i) => {
    let best = 0;
    for (let c = 1; c < k; c++) if (q[i * k + c] > q[i * k + best]) best = c;
    return best;
  });
}

/** [k, d] means of the rows of each label, 0 .. k - 1, each of which some row has. */
export function groupMeans({ columns: d, values }: Matrix, labels: Int32Array, k: number): Float32Array {
  const sums = new Float64Array(k * d);
  const sizes = new Float64Array(k);
  labels.forEach((label, i) => {
    sizes[label]++;
    for (let u = 0; u < d; u++) sums[label * d + u] += values[i * d + u];
  });
  return Float32Array.from(sums, (sum, e) => sum / sizes[Math.floor(e / d)]);
}

/** [n, k] assignments that are certain, as training starts from them. */
export function certainly(labels: Int32Array, k: number): Float32Array {
  const q = new Float32Array(labels.length * k);
  labels.forEach((label, i) => {
    q[i * k + label] = 1;
  });
  return q;
}

export interface SelfTraining {
  /** Its step is fed with `target`, and carries `carriedAssignment`. */
  readonly stepper: Stepper;
  /** k */
  readonly clusters: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Epochs for which a target holds. */
  readonly every: number;
  /** Share of cells: training ends when fewer have changed cluster since the epoch before. */
  readonly tolerance: number;
  readonly rng: Random;
  /** What a step is fed with besides the target. */
  feeds(rng: Random): Readonly<Record<string, Values>>;
  /** Assignments [n, k] by the parameters as they are. */
  assign(parameters: Float32Array, rng: Random): Promise<Float32Array>;
}

/**
 * Training towards sharpened assignments. After the second epoch, and every so many from then on, it ends if few cells have
 * changed cluster since the epoch before; the clusters are those that the epoch's step began with.
 *
 * @returns losses `assignment`, and `moved`, the share of cells that changed cluster.
 */
export function selfTraining(given: SelfTraining): Phase {
  const { stepper, clusters, epochs, learningRate, every, tolerance, rng } = given;
  const current = () => stepper.state.arrays;
  return {
    epochs,
    rng,
    pass: () => [() => undefined],
    refresh: {
      every,
      make: async (_, stream) => ({ target: sharpened(await given.assign(current().parameters, stream), clusters) }),
    },
    async step(_, { rng: stream, refreshed: { target } }) {
      const before = assigned(current()[carriedAssignment], clusters);
      const { assignment } = await stepper.step({ ...given.feeds(stream), target }, learningRate);
      const after = assigned(current()[carriedAssignment], clusters);
      return { assignment, moved: after.filter((label, i) => label !== before[i]).length / after.length };
    },
    stop({ epochs: done, losses }) {
      const last = losses.at(-1)?.moved ?? 1;
      return done > 1 && (done - 2) % every === 0 && last < tolerance;
    },
  };
}
