import type { Task } from "../../core/task.ts";
import { evenRows } from "../../data/evenRows.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { ScaledExpression } from "../../data/scaledExpression.ts";
import { scaledRows } from "../../data/scaledExpression.ts";
import type { ShiftedSparse } from "../../data/shiftedSparse.ts";
import type { Sparse } from "../../data/sparse.ts";
import {
  basisShare,
  type PrincipalComponents,
  principalBasis,
  principalComponents,
  principalScores,
} from "../../math/linearAlgebra/pca.ts";
import { aboveZero, scaleGenes } from "../../preprocess/scale.ts";
import { aboveCorrectedZero, scaleCorrected } from "../../preprocess/scaleCorrected.ts";
import type { Artifacts, Features, StepContext } from "../artifacts.ts";
import { readsFeatures } from "../methodInputs.ts";
import { scaleOf } from "../options/settings.ts";

/** Scaled genes up to this many numbers are made dense for their components: 16 MB, which no machine misses. */
const smallDense = 2 ** 22;
/** Components of more numbers than this are kept in float32, which is what the network takes. */
const largeInput = 2 ** 24;

/**
 * Cells: the directions of the components of more are those of a part, spread evenly over all. Their products take most of the
 * time, and a direction that stands out is as good from a hundred thousand cells as from a million.
 */
const allCellsUpTo = 2 ** 17;
/** That part: smaller for many genes, for which the products are made anew in each of some hundred rounds. */
const directionCells = { few: allCellsUpTo, many: 2 ** 15, manyGenes: 640 };

/** Cells that the directions of components are found from, of n cells of p genes. */
export function cellsOfDirections(n: number, p: number): number {
  const { few, many, manyGenes } = directionCells;
  return n <= allCellsUpTo ? n : Math.max(p, p > manyGenes ? many : few);
}

/** Scale genes, and take the leading principal components as the network's input, or the genes themselves. */
export async function makeFeatures(
  { expression, correction }: Pick<Artifacts, "expression"> & Partial<Pick<Artifacts, "correction">>,
  { config, task }: StepContext,
): Promise<Features> {
  const components = config.components;
  const scale = scaleOf(config, expression.columns);
  const corrected = config.correct === "combat" ? correction : undefined;
  const scaled = corrected ? scaleCorrected(expression, corrected, { scale }) : scaleGenes(expression, scale);
  // What analyses read beside a method of its own input is no input of the method.
  const what = readsFeatures(config) ? "input" : "for analyses";
  const genes = `${expression.columns} genes, ${{ "z-score": "z-scored", center: "centred", none: "not scaled" }[scale]}`;
  if (components === "all") {
    task.note(`${what}: ${genes}`);
    const input = denseRows(scaled);
    return { input, scale, loadings: undefined, scaled: input };
  }
  const single = expression.rows * Math.min(components, expression.columns) > largeInput;
  const found = await findComponents(spread(scaled, scale), { components, single }, task);
  const { columns } = found.scores;
  const share = found.variances.reduce((a, b) => a + b, 0) / found.totalVariance;
  const cells = cellsOfDirections(expression.rows, expression.columns);
  const from = cells < expression.rows ? ` of ${cells.toLocaleString("en")} cells` : "";
  task.note(`${what}: ${columns} components of ${genes}, ${(100 * share).toFixed(0)} % of the variance${from}`);
  const { method, options } = config.chosen;
  const needed = corrected !== undefined || method.needs(options).includes("scaled");
  return { input: found.scores, scale, loadings: found.loadings, scaled: needed ? scaled : undefined };
}

/** The components of the rows; of many rows the directions are those of some, and kept before the rows are put on them. */
async function findComponents(
  rows: Matrix | Sparse | ShiftedSparse,
  { components, single }: { readonly components: number; readonly single: boolean },
  task: Task,
): Promise<PrincipalComponents> {
  const { rows: n, columns: p } = "patterns" in rows ? rows.sparse : rows;
  if (n < p) return principalComponents(rows, components, { single }, task);
  const cells = Math.min(n, cellsOfDirections(n, p));
  const some = evenRows(rows, cells);
  const whole = basisShare(rows, components);
  const share = (whole * cells) / (whole * cells + (1 - whole) * n);
  const basis = await task.memo("basis", () => principalBasis(some, components, {}, task.part(0, share)));
  await task.update(share);
  const scores = await principalScores(rows, basis, { single }, task.part(share, 1));
  return { ...basis, scores };
}

/** Rows with the principal components of the scaled genes. Centring changes no component, so centred genes stay sparse. */
function spread(scaled: ScaledExpression, scale: Features["scale"]): Matrix | Sparse | ShiftedSparse {
  const { expression, correction } = scaled;
  const small = expression.rows * expression.columns <= smallDense;
  if (correction) return small ? denseRows(scaled) : aboveCorrectedZero(scaled, correction);
  if (scale !== "z-score") return expression;
  return small ? denseRows(scaled) : aboveZero(scaled);
}

function denseRows(scaled: ScaledExpression): Matrix {
  const { rows: n, columns: p, fillInto } = scaledRows(scaled);
  const values = new Float32Array(n * p);
  for (let i = 0; i < n; i++) fillInto(values.subarray(i * p, (i + 1) * p), i);
  return { rows: n, columns: p, values };
}
