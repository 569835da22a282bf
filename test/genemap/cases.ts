import { readFileSync } from "node:fs";
import type { Matrix } from "../../src/data/matrix.ts";
import type { Sparse } from "../../src/data/sparse.ts";

/** What scripts/reference/genemap.py writes. */
export interface GeneMapCase {
  p: number;
  seed: number;
  n: number;
  values: number[];
  correlation?: number[];
  gromovWasserstein: number;
  entropic: Record<string, number>;
}

export function geneMapCases(): GeneMapCase[] {
  // JSON.parse gives any; the script that wrote the file fixes its shape.
  return JSON.parse(readFileSync("fixtures/genemap.json", "utf8")) as GeneMapCase[];
}

export function dense(values: ArrayLike<number>, columns: number): Matrix {
  return { rows: values.length / columns, columns, values: Float64Array.from(values) };
}

export function sparse({ rows, columns, values }: Matrix): Sparse {
  const starts = new Uint32Array(rows + 1);
  const indices: number[] = [];
  const kept: number[] = [];
  values.forEach((value: number, at: number) => {
    if (value === 0) return;
    indices.push(at % columns);
    kept.push(value);
    starts[Math.floor(at / columns) + 1]++;
  });
  for (let i = 0; i < rows; i++) starts[i + 1] += starts[i];
  return { rows, columns, starts, indices: Uint32Array.from(indices), values: Float32Array.from(kept) };
}
