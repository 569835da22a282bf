import { leadingColumns } from "../../cluster/columns.ts";
import type { Random } from "../../core/random.ts";
import { silentTask } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import { autocorrelationBasis, autocorrelationFactors } from "../../spatial/autocorrelationFactors.ts";
import { smooth } from "../../spatial/smooth.ts";
import type { FamilyPolicy } from "../policy.ts";
import type { FamilySet } from "./fitFamily.ts";

/** Maximum autocorrelation factors, the significant ones and somewhat more than there are domains, averaged over the graph. */
export async function* factorSets(
  components: Matrix,
  graph: Graph,
  nearest: Int32Array,
  { factors: { ranks, rounds, beyond, components: most } }: FamilyPolicy,
  { count, rng }: { readonly count: number; readonly rng: Random },
): AsyncGenerator<FamilySet> {
  const points = leadingColumns(components, Math.min(most, components.columns));
  const basis = autocorrelationBasis(points);
  for (const [from, to] of ranks) {
    const near = { neighbors: nearest, from, to };
    const stream = rng.split(`${from}-${to}`);
    const { scores, significant } = await autocorrelationFactors(points, near, stream, silentTask, basis);
    const numbers = new Set([significant, count + beyond].map((k) => Math.max(2, Math.min(k, scores.columns))));
    for (const k of numbers) {
      let made = 0;
      let matrix: Matrix = leadingColumns(scores, k);
      for (const round of rounds) {
        matrix = await smooth(matrix, graph, round - made);
        made = round;
        yield {
          family: "autocorrelation factors",
          key: `factors-${from}-${to}-${k}-${round}`,
          rounds: round,
          matrix,
          components: [k],
        };
      }
    }
  }
}
