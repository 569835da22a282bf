import type { Matrix } from "../../data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../../data/scaledExpression.ts";
import { placeGenes } from "../../genemap/geneMap.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";

/** Lay the genes out on a q x q grid, co-expressed ones close together, and report the quality of the layout. */
export async function makeGeneMap(
  { expression, features }: Pick<Artifacts, "expression"> & Partial<Pick<Artifacts, "features">>,
  { config, task }: StepContext,
): Promise<Artifacts["geneMap"]> {
  // Genes that only rise and fall with the batch are not co-expressed.
  const corrected = config.correct === "combat" ? features?.scaled : undefined;
  const placed = await placeGenes(corrected ? someRows(corrected) : expression, {}, task);
  const { side } = placed.map;
  const { distance, random } = placed.quality;
  const text = `gene map of ${side} x ${side}; mean distance of the most correlated genes ${distance.toFixed(2)} (random: ${random.toFixed(2)})`;
  task.note(text);
  return placed;
}

/** Numbers that correlations of corrected genes are taken from at most: 128 MB. Fewer cells than that hold more genes. */
const mostNumbers = 2 ** 25;

/** Evenly spaced rows, dense. */
function someRows(scaled: Matrix | ScaledExpression): Matrix {
  const { rows: n, columns: p, fillInto } = scaledRows(scaled);
  const rows = Math.max(2, Math.min(n, Math.floor(mostNumbers / p)));
  const values = new Float32Array(rows * p);
  for (let row = 0; row < rows; row++) fillInto(values.subarray(row * p, (row + 1) * p), Math.floor((row * n) / rows));
  return { rows, columns: p, values };
}
