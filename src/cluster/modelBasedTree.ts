import { CellScapeError } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { symmetricEigen } from "../math/linearAlgebra/eigen.ts";
import { multiply } from "../math/linearAlgebra/multiply.ts";
import { mergeCheapest } from "./mergeCheapest.ts";
import { createScatters } from "./scatters.ts";
import type { BinaryTree } from "./ward.ts";

/**
 * Model-based tree: at each step the two clusters are merged whose union costs the classification likelihood of normal
 * distributions with a covariance each (VVV) the least. Equal rows are one cluster from the start.
 *
 * With W the scatter matrix of a cluster of m points about its mean, and a = max(tr(W of all points) / (n d), epsilon), the
 * term of a cluster is log a for m = 1, m log((tr W + a) / m) for m <= d, else m log(det(W / m) + (tr W + a) / m); a merge
 * costs the term of the union less those of its parts.
 *
 * Time n^2 d, and n^2 d^3 / 6 where determinants count (few columns); memory 4 n^2 bytes.
 *
 * Points are first standardised and scaled by the square root of their singular values, as in `treeCoordinates`.
 *
 * @param points [n, d], n >= 1. Not modified.
 * @throws bad-data when there are no points.
 * @see R's mclust 6.0.0, `hc(points, "VVV", use = "SVD")`: the same partitions. Fraley 1998, "Algorithms for model-based Gaussian
 * hierarchical clustering".
 */
export async function modelBasedTree(points: Matrix, task: Task = silentTask): Promise<BinaryTree> {
  const { rows: n } = points;
  if (n === 0) throw new CellScapeError("bad-data", "modelBasedTree: expected at least one cell, got none");
  const tree = { leaves: n, left: new Int32Array(n - 1), right: new Int32Array(n - 1) };
  const distinct = joinEqualRowsInto(tree, points);
  const scatters = createScatters(treeCoordinates(points), distinct);
  await mergeCheapest(
    distinct.length,
    scatters.cost,
    (kept, gone, at) => {
      scatters.merge(kept, gone);
      const m = n - distinct.length + at;
      tree.left[m] = Math.min(distinct[kept].node, distinct[gone].node);
      tree.right[m] = Math.max(distinct[kept].node, distinct[gone].node);
      distinct[kept].node = n + m;
    },
    task,
  );
  return tree;
}

/**
 * Points as R's mclust hands them to its tree: columns of mean 0 and standard deviation 1, along their right singular
 * vectors V, each divided by the square root of its singular value: Z V D^(-1/2). Columns without variance become 0.
 *
 * @returns [n, d]
 */
function treeCoordinates({ rows: n, columns: d, values }: Matrix): Matrix {
  const standard = new Float64Array(n * d);
  for (let u = 0; u < d; u++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i * d + u] / n;
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (values[i * d + u] - mean) ** 2;
    const deviation = Math.sqrt(squares / (n - 1));
    for (let i = 0; i < n; i++) standard[i * d + u] = deviation > 0 ? (values[i * d + u] - mean) / deviation : 0;
  }
  const products = new Float64Array(d * d);
  for (let at = 0; at < standard.length; at += d) {
    for (let u = 0; u < d; u++) for (let v = 0; v <= u; v++) products[u * d + v] += standard[at + u] * standard[at + v];
  }
  const { values: squared, vectors } = symmetricEigen({ rows: d, columns: d, values: products });
  const axes = new Float64Array(d * d);
  for (let k = 0; k < d; k++) {
    // The eigenvalue is the squared singular value.
    const scale = squared[k] > 0 ? squared[k] ** -0.25 : 0;
    for (let u = 0; u < d; u++) axes[u * d + k] = vectors.values[k * d + u] * scale;
  }
  return multiply({ rows: n, columns: d, values: standard }, { rows: d, columns: d, values: axes });
}

/** Equal rows: the first of them, their number, and the node of the tree that holds them. */
export interface DistinctRow {
  readonly row: number;
  readonly size: number;
  node: number;
}

function joinEqualRowsInto(tree: BinaryTree, { rows: n, columns: d, values }: Matrix): DistinctRow[] {
  const groups = new Map<string, { row: number; size: number; node: number }>();
  let merges = 0;
  for (let row = 0; row < n; row++) {
    const key = values.subarray(row * d, (row + 1) * d).join(" ");
    const known = groups.get(key);
    if (known === undefined) {
      groups.set(key, { row, size: 1, node: row });
      continue;
    }
    tree.left[merges] = Math.min(row, known.node);
    tree.right[merges] = Math.max(row, known.node);
    known.node = n + merges++;
    known.size++;
  }
  return [...groups.values()];
}
