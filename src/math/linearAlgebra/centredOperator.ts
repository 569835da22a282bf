import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Product } from "./multiply.ts";

/** Xc = X - 1 mean^T, [n, p], as an operator: never stored whole, so that a sparse X stays sparse. */
export interface Centred {
  readonly n: number;
  readonly p: number;
  /** [p] */
  readonly mean: Float64Array;
  /** Sum of the squares of all entries of Xc, and what rounding alone may leave of it when all rows are equal. */
  spread(): { readonly squares: number; readonly noise: number };
  /** Xc^T Xc, [p, p]. */
  columnGram(task: Task): Promise<Product>;
  /** Xc Xc^T, [n, n]. */
  rowGram(task: Task): Promise<Product>;
  /** y = Xc^T Xc x; x and y [p]. */
  applyColumnGram(x: Float64Array, y: Float64Array): void;
  /** y = Xc Xc^T x; x and y [n]. */
  applyRowGram(x: Float64Array, y: Float64Array): void;
  /** Rows that `multiplyRowsInto` is best given at a time. */
  readonly blockRows: number;
  /**
   * `count` rows of Xc b from row `first` on, [n, k] for b [p, k], into their place in an array of either precision; sums
   * are float64 either way.
   */
  multiplyRowsInto(out: Matrix["values"], b: Product, first: number, count: number): void;
  /** Xc^T b, [p, k], for b [n, k]. */
  multiplyTransposed(b: Product): Product;
}
