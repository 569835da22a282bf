import type { BatchCorrection } from "../data/batchCorrection.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Matrix } from "../data/matrix.ts";
import { joinCounts } from "../preprocess/joinCounts.ts";
import type { Selection } from "../run/artifacts.ts";
import type { SpatialGraph } from "../spatial/graph.ts";
import { stackGraphs } from "../spatial/sectionGraphs.ts";
import { partsOfPlan } from "./inOrder.ts";
import type { CohortPlan, SampleSketch } from "./records.ts";
import { sectionOf, sectionsOf } from "./tiles/mergeTiles.ts";

/** The cells of all sketches as the first artifacts of a run. */
export interface JoinedSketches {
  readonly dataset: Dataset;
  readonly selection: Selection;
  readonly correction: BatchCorrection;
  readonly graph: SpatialGraph;
}

/**
 * The sketches of all samples of a plan below each other, in the order of the plan.
 *
 * @param digest of the plan.
 * @throws bad-option when sketches are missing or of another plan.
 */
export function joinSketches(plan: CohortPlan, digest: string, given: readonly SampleSketch[]): JoinedSketches {
  const parts = partsOfPlan(given, plan.samples, digest);
  const sizes = parts.map(({ cells }) => cells.length);
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const same = Int32Array.from(plan.genes.keys());
  const counts = joinCounts(
    parts.map((part) => part.counts),
    parts.map(() => same),
  );
  const names = [...sectionsOf(plan)];
  const codeOf = plan.samples.map((sample) => names.indexOf(sectionOf(sample)));
  const codes = filledBy(parts, n, new Int32Array(n), (_, s) => codeOf[s]);
  const positions: Matrix = { rows: n, columns: 2, values: new Float64Array(2 * n) };
  let first = 0;
  const rows = parts.map(({ cells, positions: own }) => {
    positions.values.set(own.values, 2 * first);
    first += cells.length;
    return Uint32Array.from(cells, (_, i) => first - cells.length + i);
  });
  const none = { rows: n, columns: new Map() };
  const spots = parts.every((part) => part.spots) ? { spots: true } : {};
  const largest = parts.reduce((a, b) => (b.cells.length > a.cells.length ? b : a));
  const graph = stackGraphs(
    parts.map((part, s) => ({ cells: rows[s], graph: part.graph })),
    n,
  );
  const degree = (i: number) => graph.starts[i + 1] - graph.starts[i];
  return {
    dataset: {
      name: `${parts.length} samples`,
      cells: parts.flatMap(({ sample, cells }) => Array.from(cells, (cell) => `${sample}:${cell}`)),
      genes: plan.genes,
      counts,
      ...{ countsFrom: "sketches", positions, positionsFrom: "sketches" },
      ...{ obs: none, var: { rows: plan.genes.length, columns: new Map() } },
      samples: { names, codes, attributes: { rows: names.length, columns: new Map() }, column: "sample" },
      ...{ notes: [], losses: [], ...spots },
    },
    selection: {
      cells: Uint32Array.from({ length: n }, (_, i) => i),
      genes: Uint32Array.from(plan.genes.keys()),
      counts,
      totals: filledBy(parts, n, new Float64Array(n), ({ totals }, _, i) => totals[i]),
      ...{ positions, ...spots, samples: { names, codes }, normalize: plan.normalize, variable: undefined },
      ...(plan.cofactor === undefined ? {} : { cofactor: plan.cofactor }),
    },
    correction: {
      ...plan.maps,
      batchOfCell: filledBy(parts, n, new Int32Array(n), ({ batches }, _, i) => batches[i]),
      covariates: new Float64Array(0),
    },
    graph: {
      ...{ graph, kind: largest.kind, layout: largest.layout },
      isolated: rows.reduce((sum, own) => sum + own.filter((i) => degree(i) === 0).length, 0),
      description: parts.map(({ sample, description }) => `${sample}: ${description}`).join("; "),
    },
  };
}

/** A value for each cell of all parts, one part after the other. */
function filledBy<Values extends Int32Array | Float64Array>(
  parts: readonly SampleSketch[],
  n: number,
  into: Values,
  entryOf: (part: SampleSketch, s: number, i: number) => number,
): Values {
  let at = 0;
  parts.forEach((part, s) => {
    for (let i = 0; i < part.cells.length; i++) into[at++] = entryOf(part, s, i);
  });
  if (at !== n) throw new Error("internal: expected as many values as cells");
  return into;
}
