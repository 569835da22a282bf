import type { Matrix } from "../data/matrix.ts";

/** [n, count] 1 at each label: what has no probabilities is certain. */
export function certain(labels: Int32Array, count: number): Matrix {
  const values = new Float32Array(labels.length * count);
  labels.forEach((label, i) => {
    values[i * count + label] = 1;
  });
  return { rows: labels.length, columns: count, values };
}
