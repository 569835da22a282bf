import { CellScapeError, expectShape } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { DomainInputs } from "./clustering.ts";
import { type DomainPolicy, policies } from "./policy.ts";
import { clusteringNamed } from "./registry.ts";
import type { Domains } from "./result.ts";

/** The clustering and its policy. */
export interface DomainOptions {
  /** Name of the clustering in `registry.ts`, `consensus` by default, and options of its own. */
  readonly clustering?: { readonly name: string; readonly options?: object };
  /** Rules and thresholds; `policies.default` by default. */
  readonly policy?: DomainPolicy;
}

/**
 * Tissue domains from embeddings. No labels are read, and the number of domains is exact.
 *
 * @param task whose signal ends the search with the domains of the partitions made so far.
 * @throws bad-option when K does not fit, bad-shape when sizes differ.
 */
export async function findDomains(
  inputs: DomainInputs,
  { clustering = { name: "consensus" }, policy = policies.default }: DomainOptions,
  rng: Random,
  task: Task = silentTask,
): Promise<Domains> {
  expectInputs(inputs);
  const { name, options = {} } = clustering;
  const chosen = clusteringNamed(name);
  chosen.check?.(options, policy);
  return chosen.find(inputs, policy, options, rng, task.finishing());
}

function expectInputs({ embeddings, positions: { rows: n }, count }: DomainInputs): void {
  if (embeddings.length === 0) {
    throw new CellScapeError("bad-option", "findDomains: expected at least one embedding, got none");
  }
  embeddings.forEach(({ rows, columns }, e) => {
    expectShape(`findDomains: embedding ${e}`, [rows, columns], { cells: n, dims: columns });
  });
  if (!Number.isInteger(count) || count < 1 || count > n) {
    throw new CellScapeError("bad-option", `domains: expected 1 to ${n} domains for ${n} cells, got ${count}`);
  }
}
