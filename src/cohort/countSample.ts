import type { Graph } from "../data/graph.ts";
import type { Sparse } from "../data/sparse.ts";
import { columnChunks } from "../math/linearAlgebra/columns.ts";
import { rankSums } from "../math/statistics/ranks.ts";
import { selectRows } from "../preprocess/select.ts";
import type { SampleCounts } from "./records.ts";

export interface CountedSample {
  /** [n] domain of each cell, 0 .. K - 1. */
  readonly labels: Int32Array;
  readonly domains: number;
  /** Cells that are counted: those of a tile without its halo; all by default. */
  readonly own?: Uint32Array | undefined;
  readonly graph: Graph;
  /** [n, genes] measured genes: counts, and what they are transformed to. */
  readonly counts: Sparse;
  readonly expression: Sparse;
  /** False where the values are no counts: their sums have no meaning. */
  readonly summed: boolean;
}

/** What is counted in one sample: tables of whole numbers, which add up over samples in any order. */
export function countSample({
  labels: all,
  domains: k,
  own,
  graph,
  counts: allCounts,
  expression: expressed,
  summed,
}: CountedSample): Pick<SampleCounts, "sizes" | "contacts" | "genes" | "bulk" | "seen" | "rankSums" | "ties"> {
  const labels = own ? Int32Array.from(own, (i) => all[i]) : all;
  const [counts, expression] = own ? [selectRows(allCounts, own), selectRows(expressed, own)] : [allCounts, expressed];
  const p = counts.columns;
  const sizes = new Uint32Array(k);
  for (const label of labels) sizes[label]++;
  const contacts = new Float64Array(k * k);
  labels.forEach((label, at) => {
    const i = own ? own[at] : at;
    for (let e = graph.starts[i]; e < graph.starts[i + 1]; e++) contacts[label * k + all[graph.targets[e]]]++;
  });
  const [bulk, seen] = [new Float64Array(k * p), new Float64Array(k * p)];
  for (let i = 0; i < labels.length; i++) {
    const row = labels[i] * p;
    for (let e = counts.starts[i], end = counts.starts[i + 1]; e < end; e++) {
      const value = counts.values[e];
      if (value === 0) continue;
      const at = row + counts.indices[e];
      bulk[at] += value;
      seen[at]++;
    }
  }
  const [ranked, ties] = [new Float64Array(k * p), new Float64Array(p)];
  for (const { first, starts, rows, values } of columnChunks(expression)) {
    const groups = new Uint32Array(rows.length);
    for (let e = 0; e < rows.length; e++) groups[e] = labels[rows[e]];
    for (let c = 0; c + 1 < starts.length; c++) {
      const column = {
        values: values.subarray(starts[c], starts[c + 1]),
        groups: groups.subarray(starts[c], starts[c + 1]),
        sizes,
      };
      const found = rankSums(column);
      for (let g = 0; g < k; g++) ranked[g * p + first + c] = 2 * found.sums[g];
      ties[first + c] = found.ties[0];
    }
  }
  return { sizes, contacts, genes: p, bulk: summed ? bulk : undefined, seen, rankSums: ranked, ties };
}
