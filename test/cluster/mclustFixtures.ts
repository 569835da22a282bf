import { readFileSync } from "node:fs";
import type { Matrix } from "../../src/data/matrix.ts";

/** What R's mclust found for one number of clusters. Labels count from 0; the tree's are of the drawn cells. */
export interface ReferenceFit {
  readonly clusters: number;
  readonly tree: Int32Array;
  readonly labels: Int32Array;
  readonly logLikelihood: number;
  readonly weights: readonly number[];
  /** [clusters, d] */
  readonly means: readonly number[];
  /** [d (d + 1) / 2] lower triangle by rows. */
  readonly covariance: readonly number[];
}

export interface ReferenceCase {
  readonly name: string;
  readonly points: Matrix;
  /** The drawn cells; undefined where all were taken. */
  readonly cells: Uint32Array | undefined;
  readonly fits: readonly ReferenceFit[];
}

/** Whether R found no fit with the last column of the first embedding in a unit, and with a column that depends on others. */
export function mclustRefusals(): Pick<Stored, "units" | "dependent"> {
  return stored();
}

/** Embeddings that scripts/reference/mclust.R gave to R's mclust. */
export function mclustCases(): ReferenceCase[] {
  const { grain, cases } = stored();
  return cases.map(({ name, columns, drawn, points, fits }) => ({
    name,
    points: {
      rows: points.length / columns,
      columns,
      values: Float64Array.from(points, (value) => value / grain),
    },
    cells: drawn.length === 0 ? undefined : Uint32Array.from(drawn),
    fits: fits.map((fit) => ({ ...fit, tree: labelsOf(fit.tree), labels: labelsOf(fit.labels) })),
  }));
}

interface Stored {
  readonly units: readonly { readonly unit: number; readonly nothing: boolean }[];
  readonly dependent: boolean;
  readonly grain: number;
  readonly cases: readonly {
    readonly name: string;
    readonly columns: number;
    readonly drawn: readonly number[];
    readonly points: readonly number[];
    readonly fits: readonly (Omit<ReferenceFit, "tree" | "labels"> & {
      readonly tree: string;
      readonly labels: string;
    })[];
  }[];
}

function stored(): Stored {
  return JSON.parse(readFileSync(new URL("../../fixtures/mclust.json", import.meta.url), "utf8"));
}

function labelsOf(text: string): Int32Array {
  return Int32Array.from(text, (symbol) => Number.parseInt(symbol, 36));
}
