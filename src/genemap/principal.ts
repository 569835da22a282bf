import type { Random } from "../core/random.ts";

/**
 * Leading two principal coordinates of a distance matrix (classical scaling of sqrt(distance), as 1 - r is already a
 * squared distance), by power iteration: directions good enough to start from, of arbitrary length.
 *
 * @param distance [p, p]
 * @returns two arrays [p]
 */
export function principalCoordinates(distance: Float32Array, rng: Random): [Float64Array, Float64Array] {
  const p = Math.sqrt(distance.length);
  const means = new Float64Array(p);
  let mean = 0;
  for (let u = 0; u < p; u++) {
    for (let v = 0; v < p; v++) means[u] += distance[u * p + v] / p;
    mean += means[u] / p;
  }
  const centred = new Float64Array(p * p);
  for (let u = 0; u < p; u++) {
    for (let v = 0; v < p; v++) centred[u * p + v] = -0.5 * (distance[u * p + v] - means[u] - means[v] + mean);
  }
  const first = leadingVector(centred, p, rng);
  // Remove what the first explains.
  const length = dot(first, multiply(centred, first));
  for (let u = 0; u < p; u++) {
    for (let v = 0; v < p; v++) centred[u * p + v] -= length * first[u] * first[v];
  }
  return [first, leadingVector(centred, p, rng)];
}

const ITERATIONS = 60;

function leadingVector(matrix: Float64Array, p: number, rng: Random): Float64Array {
  let vector = Float64Array.from({ length: p }, () => rng.normal());
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = multiply(matrix, vector);
    const length = Math.sqrt(dot(next, next));
    if (length < 1e-12) return new Float64Array(p);
    vector = next.map((value) => value / length);
  }
  return vector;
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const p = vector.length;
  const product = new Float64Array(p);
  for (let u = 0; u < p; u++) {
    for (let v = 0; v < p; v++) product[u] += matrix[u * p + v] * vector[v];
  }
  return product;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < a.length; u++) sum += a[u] * b[u];
  return sum;
}
