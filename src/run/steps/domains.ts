import { createRandom } from "../../core/random.ts";
import type { Graph } from "../../data/graph.ts";
import { type DomainOptions, findDomains, paperDomains } from "../../domains/domains.ts";
import type { Artifacts, Context, FoundDomains } from "../artifacts.ts";
import { keepParts } from "../keepParts.ts";
import type { Config } from "../options/config.ts";
import { dependenceOf } from "../sampleColumn.ts";

/** Cut the embeddings into domains: as many as asked for, or as many as the label-free criterion finds. */
export async function makeDomains(
  { embeddings, selection, graph, domainCount }: Pick<Artifacts, "embeddings" | "selection" | "graph" | "domainCount">,
  context: Context,
): Promise<FoundDomains> {
  const { config, report, signal } = context;
  const { positions } = selection;
  const rng = createRandom(config.seed).split("domains");
  const options: DomainOptions = {
    ...domainOptions(config, graph.graph),
    ...(selection.samples ? { sections: selection.samples.codes } : {}),
    onStep: (work) => report({ kind: "advance", step: "domains", ...work }),
    keep: keepParts("domains", context),
    // Asked to stop during training, the run still ends with domains of what was trained.
    ...(signal && !signal.aborted ? { signal } : {}),
  };
  const clusters = config.domains === "auto" ? domainCount.chosen : config.domains;
  const domains = await findDomains(embeddings, positions, clusters, options, rng);
  if (domains.stoppedEarly) {
    const made = domains.partitions.length;
    const text = `stopped: the domains come from ${made === 1 ? "one partition" : `${made} partitions`}, fewer than usual`;
    report({ kind: "warning", step: "domains", text });
  }
  const sizes = domains.domains.map(({ size }) => size).join(", ");
  const found = clusters === 1 ? "1 domain" : `${clusters} domains`;
  report({ kind: "note", step: "domains", text: `${found} of ${sizes} cells` });
  domains.domains.forEach(({ weak, stability }, k) => {
    if (weak) {
      const share = `${(100 * stability).toFixed(0)} %`;
      const text = `domain ${k + 1} is uncertain: clustered again, only ${share} of it comes out the same on average`;
      report({ kind: "warning", step: "domains", text });
    }
  });
  if (selection.samples) warnOfSamples({ selection, domains: { ...domains, clusters } }, { config, report });
  const embedding = domains.partitions.find(({ chosen }) => chosen)?.embedding ?? 0;
  return { ...domains, clusters, embedding };
}

/** Domains that are those of samples are the first sign of batch effects. */
function warnOfSamples(
  made: Pick<Artifacts, "selection"> & { readonly domains: Pick<FoundDomains, "refined" | "clusters"> },
  { config, report }: Pick<Context, "config" | "report">,
): void {
  const { driven, cramersV, ownDomains } = dependenceOf(made, config.seed);
  if (!driven) return;
  const own = ownDomains.map(({ domain, sample }) => `${domain} (${sample})`).join(", ");
  const way =
    config.correct === "none" ? "take batch effects out with --correct combat" : "compare with fewer --domains";
  const text = `domains follow the samples (Cramer's V ${cramersV.toFixed(2)})${own === "" ? "" : `: ${own}`}; if the samples are alike, ${way}`;
  report({ kind: "warning", step: "domains", text });
}

function domainOptions({ preset, covariance, vote }: Config, graph: Graph): DomainOptions {
  return {
    ...(preset === "paper" ? paperDomains : { graph }),
    covariance,
    ...(vote === "auto" ? {} : { voters: vote }),
  };
}
