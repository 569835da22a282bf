import { createRandom } from "../../core/random.ts";
import { findDomains } from "../../domains/domains.ts";
import { refineOwn } from "../../domains/refinement/ownRefinement.ts";
import type { Artifacts, FoundDomains, StepContext } from "../artifacts.ts";
import { dependenceOf } from "../sampleColumn.ts";
import { expressionComponents } from "./expressionComponents.ts";
import { thinDomainsWarning } from "./thinDomains.ts";

/** Cut the embeddings into domains: as many as requested, or as many as the label-free criterion finds. */
export async function makeDomains(
  made: Pick<Artifacts, "embeddings" | "selection" | "graph" | "domainCount"> & Partial<Pick<Artifacts, "features">>,
  { config, task }: StepContext,
): Promise<FoundDomains> {
  const { embeddings, selection, graph, domainCount, features } = made;
  const rng = createRandom(config.seed).split("domains");
  const wanted = config.domains === "auto" ? domainCount.chosen : config.domains;
  const inputs = {
    ...{ embeddings: embeddings.map(({ primary }) => primary), positions: selection.positions, count: wanted },
    labels: embeddings.map(({ labels }) => labels),
    ...{ graph: graph.graph, sections: selection.samples?.codes },
    ...(poolsFamilies(config) && features ? { components: await expressionComponents(features) } : {}),
  };
  // Stopped during training, the run still ends with domains of what was trained.
  const own = task.signal?.aborted ? task.sheltered() : task;
  const { method, options: methodOptions, run } = config.chosen;
  const { clustering } = run;
  const options = { policy: config.policy, ...(clustering ? { clustering } : {}) };
  const domains = await findDomains(inputs, options, rng, own);
  const count = domains.domains.length;
  if (domains.stoppedEarly) {
    const made = domains.partitions.length;
    const text = `stopped: the domains come from ${made === 1 ? "one partition" : `${made} partitions`}, fewer than usual`;
    task.warn(text);
  }
  if (count !== wanted) {
    task.warn(`${clustering?.name} found K' = ${count} domains instead of ${wanted}; try other --domains`);
  }
  const sizes = domains.domains.map(({ size }) => size).join(", ");
  const found = count === 1 ? "1 domain" : `${count} domains`;
  task.note(`${found} of ${sizes} cells`);
  domains.domains.forEach(({ weak, stability }, k) => {
    if (weak) task.warn(`domain ${k + 1} is unstable (mean Jaccard index ${stability.toFixed(2)} over clusterings)`);
  });
  const thin = await thinDomainsWarning({ selection, graph, ...(features ? { features } : {}) }, config);
  if (thin !== undefined) task.warn(thin);
  if (selection.samples) warnOfSamples({ selection, domains: { ...domains, count } }, { config, task });
  const embedding = domains.partitions.find(({ chosen }) => chosen)?.embedding ?? 0;
  const refinement = method.refinement?.(methodOptions, embeddings[embedding].settled);
  const places = { positions: selection.positions, sections: selection.samples?.codes };
  const refinedBy = refinement ? { own: await refineOwn(domains.raw, places, refinement) } : {};
  return { ...domains, ...refinedBy, count, embedding };
}

/** Whether candidates of other families, made of components, are pooled with those of the embeddings. */
export function poolsFamilies({ policy }: Pick<StepContext["config"], "policy">): boolean {
  return policy.candidates.rule === "families";
}

/** Domains that are those of samples are the first sign of batch effects. */
function warnOfSamples(
  made: Pick<Artifacts, "selection"> & { readonly domains: Pick<FoundDomains, "refined" | "count"> },
  { config, task }: Pick<StepContext, "config" | "task">,
): void {
  const { driven, cramersV, ownDomains } = dependenceOf(made, config.seed);
  if (!driven) return;
  const own = ownDomains.map(({ domain, sample }) => `${domain} (${sample})`).join(", ");
  const way =
    config.correct === "none" ? "correct batch effects with --correct combat" : "compare with fewer --domains";
  const text = `domains follow the samples (Cramer's V ${cramersV.toFixed(2)})${own === "" ? "" : `: ${own}`}; if the samples are biologically alike, ${way}`;
  task.warn(text);
}
