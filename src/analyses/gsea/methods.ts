import { groupThousands } from "../../figure/drawing/axes.ts";
import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { GseaMade } from "./made.ts";

const work = {
  work: "Subramanian A, et al. Gene set enrichment analysis: a knowledge-based approach for interpreting genome-wide expression profiles. Proceedings of the National Academy of Sciences 102, 15545-15550 (2005).",
};

export function gseaMethods({ gsea }: RunArtifacts<GseaMade>, _: Config, cite: Cite): string[] {
  if (!gsea || gsea.domains.length === 0) return [];
  const permutations = groupThousands(gsea.permutations);
  return [
    `Gene sets were also tested on all genes ranked by the Wilcoxon score (pre-ranked gene set enrichment analysis ${cite(work)}, ${permutations} random sets of each size).`,
  ];
}
