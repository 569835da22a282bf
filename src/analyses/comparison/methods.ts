import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { ComparisonMade } from "./made.ts";

const propeller = {
  work: "Phipson B, et al. propeller: testing for differences in cell type proportions in single cell data. Bioinformatics 38, 4720-4726 (2022).",
};
const voom = {
  work: "Law CW, et al. voom: precision weights unlock linear model analysis tools for RNA-seq read counts. Genome Biology 15, R29 (2014).",
};

export function comparisonMethods({ comparison }: RunArtifacts<ComparisonMade>, _: Config, cite: Cite): string[] {
  if (!comparison) return [];
  const { from, to, column, adjustedFor, sizes, cells } = comparison;
  const adjusted =
    adjustedFor.length === 0 ? "" : `, adjusted by a linear model of the samples for ${adjustedFor.join(", ")}`;
  const tests =
    sizes.reason === undefined
      ? `Shares of samples were compared with moderated t tests ${cite(propeller)}, and pseudo-bulk counts (summed over the cells of each sample) with weighted moderated t tests ${cite(voom)}`
      : "Effect sizes are given without tests, as there are too few samples";
  return [
    `Conditions ${from} (${sizes.samplesFrom} samples) and ${to} (${sizes.samplesTo}) of ${column} were compared with the sample as the unit${adjusted}. ${tests}.`,
    ...(cells.length > 0
      ? [
          `Cells of the two conditions were also compared with Wilcoxon rank-sum tests ${cite("wilcoxon")}, which treat cells of one sample as replicates.`,
        ]
      : []),
  ];
}
