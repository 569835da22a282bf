import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Sparse } from "../../data/sparse.ts";
import { sampleVariableGenes } from "../../preprocess/sampleVariableGenes.ts";
import { type VariableGenes, variableGenes } from "../../preprocess/variableGenes.ts";
import type { SampleCodes } from "../../spatial/sampleGraphs.ts";
import type { RankedGenes } from "../artifacts.ts";
import type { Config } from "../options/config.ts";

/** Where cells lie, and the samples that they come from where there are several. */
interface Where {
  readonly positions: Matrix;
  readonly samples: SampleCodes | undefined;
}

/**
 * The genes that are used, where more were measured: the most variable, or those of the highest score that the method's own
 * preprocessing names.
 *
 * @param counts [n, p] counts of p > `genes` genes.
 * @throws as `variableGenes`.
 */
export async function rankGenes(
  counts: Sparse,
  { positions, samples }: Where,
  { genes: top, ownInputs }: Pick<Config, "genes" | "ownInputs">,
  task: Task,
): Promise<Omit<RankedGenes, "genes">> {
  const { rankedBy } = ownInputs;
  const scores = await rankedBy?.score(counts, { positions, samples: samples?.codes }, task.part(0, 0.5));
  const variable = samples
    ? await sampleVariableGenes(counts, samples.codes, { top }, task.part(rankedBy ? 0.5 : 0, 1))
    : variableGenes(counts, { top });
  if (rankedBy && scores) {
    task.note(`${top} of ${counts.columns} genes are used, those of the highest ${rankedBy.name}`);
    return { ...variable, ...bestGenes(scores, top), by: rankedBy.name };
  }
  if (rankedBy) {
    task.warn(
      `genes have no ${rankedBy.name} without ${rankedBy.needs}: the ${top} most variable ones are used instead`,
    );
  }
  const where = samples ? ", ranked in each sample" : "";
  task.note(`${top} most variable of ${counts.columns} genes are used (seurat_v3${where})`);
  return variable;
}

/** Those of the largest scores, equal ones by index; genes without a score come last. */
function bestGenes(scores: Float64Array, top: number): Pick<VariableGenes, "selected" | "ranks"> {
  const score = (gene: number) => (Number.isNaN(scores[gene]) ? Number.NEGATIVE_INFINITY : scores[gene]);
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (score(a) === score(b) ? a - b : score(b) - score(a)));
  const ranks = new Float64Array(scores.length).fill(Number.NaN);
  order.subarray(0, top).forEach((gene, rank) => {
    ranks[gene] = rank;
  });
  return { selected: order.slice(0, top).sort(), ranks };
}
