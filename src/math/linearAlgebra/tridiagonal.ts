import { createRandom } from "../../core/random.ts";

/** A symmetric tridiagonal matrix. */
export interface Tridiagonal {
  /** [size] */
  readonly diagonal: Float64Array;
  /** Entry i couples i and i + 1; size - 1 entries are read. */
  readonly offDiagonal: Float64Array;
}

/** Eigenvalues in descending order and, row by row, their unit eigenvectors. */
export interface Spectrum {
  /** [count] descending */
  readonly values: Float64Array;
  /** [count, size] */
  readonly vectors: Float64Array;
}

/**
 * All eigenvalues and eigenvectors by implicit QL. Cost: about 3 size^3 multiply-adds.
 *
 * @throws Error when 100 sweeps do not settle an eigenvalue, which finite input never needs.
 */
export function tridiagonalSpectrum(matrix: Tridiagonal): Spectrum {
  const size = matrix.diagonal.length;
  const basis = new Float64Array(size * size);
  for (let i = 0; i < size; i++) basis[i * size + i] = 1;
  const unsorted = implicitQL(matrix, basis);
  const order = Uint32Array.from(unsorted.keys()).sort((i, j) => unsorted[j] - unsorted[i] || i - j);
  const values = new Float64Array(size);
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    values[to] = unsorted[from];
    vectors.set(basis.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values, vectors };
}

/** All eigenvalues, descending. Cost: of order size^2. */
function tridiagonalValues(matrix: Tridiagonal): Float64Array {
  return implicitQL(matrix, undefined).sort().reverse();
}

/**
 * The `count` largest eigenvalues and their eigenvectors: values by QL, vectors by inverse iteration, made orthogonal
 * within clusters. Cost: of order size^2 + count^2 size. Falls back to `tridiagonalSpectrum` if a vector does not settle.
 */
export function leadingTridiagonalSpectrum(matrix: Tridiagonal, count: number): Spectrum {
  const size = matrix.diagonal.length;
  const all = tridiagonalValues(matrix);
  const values = all.slice(0, count);
  const norm = Math.max(Math.abs(all[0] ?? 0), Math.abs(all[size - 1] ?? 0));
  const vectors = new Float64Array(values.length * size);
  const rng = createRandom(0).split("inverse iteration");
  // LAPACK's dstein: vectors whose values differ by less than a thousandth of the norm need orthogonalization.
  let cluster = 0;
  for (let i = 0; i < values.length; i++) {
    while (values[cluster] - values[i] > 1e-3 * norm) cluster++;
    const vector = vectors.subarray(i * size, (i + 1) * size);
    for (let t = 0; t < size; t++) vector[t] = rng.uniform() - 0.5;
    const factors = factorize(matrix, values[i], norm);
    let settled = false;
    for (let round = 0; round < 8 && !settled; round++) {
      solveInto(vector, factors);
      normalizeInto(vector);
      orthogonalizeInto(vector, vectors, cluster, i);
      settled = round > 0 && residual(matrix, values[i], vector) <= 1e-14 * Math.sqrt(size) * norm;
    }
    if (!settled) {
      const whole = tridiagonalSpectrum(matrix);
      return { values, vectors: whole.vectors.slice(0, vectors.length) };
    }
  }
  return { values, vectors };
}

/** Eigenvalues, unsorted; the rows of `basis`, if given, become the eigenvectors. */
function implicitQL(matrix: Tridiagonal, basis: Float64Array | undefined): Float64Array {
  const d = matrix.diagonal.slice();
  const size = d.length;
  const e = new Float64Array(size);
  e.set(matrix.offDiagonal.subarray(0, Math.max(0, size - 1)));
  let norm = 0;
  for (let i = 0; i < size; i++) norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
  // Below the rounding of the whole matrix an entry is nothing; a rank-deficient one has neighbours just as small.
  const nothing = (i: number) =>
    Math.abs(e[i]) <= (Number.EPSILON / 2) * Math.max(norm, Math.abs(d[i]) + Math.abs(d[i + 1]));
  for (let l = 0; l < size; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l;
      while (m < size - 1 && !nothing(m)) m++;
      if (m === l) break;
      if (sweep === 100) throw new Error(`internal: implicitQL: eigenvalue ${l} of ${size} did not settle`);
      // Wilkinson's shift, then one sweep of rotations from m down to l.
      let g = (d[l + 1] - d[l]) / (2 * e[l]);
      g = d[m] - d[l] + e[l] / (g + (g < 0 ? -1 : 1) * Math.hypot(g, 1));
      let sine = 1;
      let cosine = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = sine * e[i];
        const b = cosine * e[i];
        const r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] -= p;
          e[m] = 0;
          break;
        }
        sine = f / r;
        cosine = g / r;
        g = d[i + 1] - p;
        const q = (d[i] - g) * sine + 2 * cosine * b;
        p = sine * q;
        d[i + 1] = g + p;
        g = cosine * q - b;
        if (basis) rotateInto(basis, i * size, size, sine, cosine);
      }
      if (i >= l) continue;
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
  return d;
}

/** Rotate the row at `start` and the next row of `basis`. */
function rotateInto(basis: Float64Array, start: number, size: number, sine: number, cosine: number): void {
  const end = start + size;
  for (let a = start, b = end; a < end; a++, b++) {
    const x = basis[a];
    const y = basis[b];
    basis[b] = sine * x + cosine * y;
    basis[a] = cosine * x - sine * y;
  }
}

/** L U of T - shift I with row exchanges; U has two superdiagonals. */
interface Factors {
  readonly pivots: Float64Array;
  readonly above: Float64Array;
  readonly aboveThat: Float64Array;
  readonly multipliers: Float64Array;
  readonly exchanged: Uint8Array;
}

function factorize({ diagonal, offDiagonal }: Tridiagonal, shift: number, norm: number): Factors {
  const size = diagonal.length;
  const pivots = new Float64Array(size);
  const above = new Float64Array(size);
  const aboveThat = new Float64Array(size);
  const multipliers = new Float64Array(size);
  const exchanged = new Uint8Array(size);
  const tiny = Number.EPSILON * norm || Number.MIN_VALUE;
  let pivot = diagonal[0] - shift;
  let beside = size > 1 ? offDiagonal[0] : 0;
  for (let i = 0; i < size - 1; i++) {
    const below = offDiagonal[i];
    const nextDiagonal = diagonal[i + 1] - shift;
    const nextBeside = i + 2 < size ? offDiagonal[i + 1] : 0;
    if (Math.abs(below) > Math.abs(pivot)) {
      exchanged[i] = 1;
      const ratio = pivot / below;
      multipliers[i] = ratio;
      pivots[i] = below;
      above[i] = nextDiagonal;
      aboveThat[i] = nextBeside;
      pivot = beside - ratio * nextDiagonal;
      beside = -ratio * nextBeside;
    } else {
      if (Math.abs(pivot) < tiny) pivot = tiny;
      const ratio = below / pivot;
      multipliers[i] = ratio;
      pivots[i] = pivot;
      above[i] = beside;
      pivot = nextDiagonal - ratio * beside;
      beside = nextBeside;
    }
  }
  pivots[size - 1] = Math.abs(pivot) < tiny ? tiny : pivot;
  return { pivots, above, aboveThat, multipliers, exchanged };
}

function solveInto(x: Float64Array, { pivots, above, aboveThat, multipliers, exchanged }: Factors): void {
  const size = x.length;
  for (let i = 0; i < size - 1; i++) {
    if (exchanged[i]) {
      const held = x[i];
      x[i] = x[i + 1];
      x[i + 1] = held;
    }
    x[i + 1] -= multipliers[i] * x[i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let value = x[i];
    if (i + 1 < size) value -= above[i] * x[i + 1];
    if (i + 2 < size) value -= aboveThat[i] * x[i + 2];
    x[i] = value / pivots[i];
  }
}

/** Make a unit vector orthogonal to rows first .. end of `vectors`, twice over because once may cancel, and unit again. */
function orthogonalizeInto(vector: Float64Array, vectors: Float64Array, first: number, end: number): void {
  const size = vector.length;
  if (first === end) return;
  for (let pass = 0; pass < 2; pass++) {
    for (let r = first; r < end; r++) {
      const start = r * size;
      let inner = 0;
      for (let t = 0; t < size; t++) inner += vectors[start + t] * vector[t];
      for (let t = 0; t < size; t++) vector[t] -= inner * vectors[start + t];
    }
    normalizeInto(vector);
  }
}

function normalizeInto(vector: Float64Array): void {
  let largest = 0;
  for (let t = 0; t < vector.length; t++) largest = Math.max(largest, Math.abs(vector[t]));
  if (largest === 0) return;
  let sum = 0;
  for (let t = 0; t < vector.length; t++) {
    vector[t] /= largest;
    sum += vector[t] * vector[t];
  }
  const scale = 1 / Math.sqrt(sum);
  for (let t = 0; t < vector.length; t++) vector[t] *= scale;
}

/** Length of T v - value v. */
function residual({ diagonal, offDiagonal }: Tridiagonal, value: number, v: Float64Array): number {
  const size = v.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let difference = (diagonal[i] - value) * v[i];
    if (i > 0) difference += offDiagonal[i - 1] * v[i - 1];
    if (i + 1 < size) difference += offDiagonal[i] * v[i + 1];
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
