import type { Dataset } from "../src/data/dataset.ts";
import type { Column } from "../src/data/table.ts";
import { tableOf } from "./columns.ts";
import { sparseFrom } from "./preprocess/sparse.ts";

/** A data set of a few cells from its counts, one row per cell: `cell0` ... on a slightly bent row, genes `g0` ... */
export function datasetOf(
  counts: readonly (readonly number[])[],
  { obs = {}, ...more }: Partial<Omit<Dataset, "obs">> & { readonly obs?: Readonly<Record<string, Column>> } = {},
): Dataset {
  const n = counts.length;
  const genes = counts[0].map((_, u) => `g${u}`);
  return {
    name: "tissue.h5ad",
    cells: counts.map((_, i) => `cell${i}`),
    genes,
    counts: sparseFrom(counts),
    countsFrom: "X",
    positions: { rows: n, columns: 2, values: Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? e % 5 : e / 2)) },
    positionsFrom: "obsm/spatial",
    obs: tableOf(n, obs),
    var: tableOf(genes.length, {}),
    notes: [],
    losses: [],
    ...more,
  };
}

/** Samples of a data set by their codes, without attributes. */
export function samplesOf(codes: readonly number[], names: readonly string[]): NonNullable<Dataset["samples"]> {
  return { names, codes: Int32Array.from(codes), attributes: tableOf(names.length, {}), column: "sample" };
}
