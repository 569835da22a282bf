import type { Random } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { type DomainOptions, findDomains } from "./domains.ts";
import { policies } from "./policy.ts";

const { refinement } = policies.default;
/** No refinement: a start lies in the embedding, not in the tissue. */
const unrefined = { ...policies.default, refinement: { ...refinement, rule: "none", neighbors: 0 } } as const;

/**
 * Domains of an embedding alone, as training starts from them: without the tissue and without refinement.
 *
 * @param count domains wanted; the clustering may find others.
 * @returns [n] labels, numbered by size.
 */
export async function startDomains(
  embedding: Matrix,
  count: number,
  clustering: NonNullable<DomainOptions["clustering"]>,
  rng: Random,
  task: Task = silentTask,
): Promise<Int32Array> {
  const { rows } = embedding;
  const nowhere = { rows, columns: 2, values: new Float64Array(2 * rows) };
  const inputs = { embeddings: [embedding], positions: nowhere, count };
  const { raw } = await findDomains(inputs, { clustering, policy: unrefined }, rng, task);
  return raw;
}
