import type { Dataset } from "../../data/dataset.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import type { OpenFile } from "../inputs.ts";
import { wayToSymbols } from "./geneIdentifiers.ts";
import { expectGeneNames, readGeneNames } from "./geneNameTable.ts";
import type { GeneNameInput } from "./geneSymbols.ts";
import type { AllGenesMade } from "./made.ts";
import { allGenesStep } from "./step.ts";

/** The expression of all genes with their symbols, which other analyses read. */
export const allGenesAnalysis = {
  name: "all-genes",
  listed: false,
  runs: () => false,
  steps: { allGenes: allGenesStep },
  artifacts: ["allGenes"],
  inputs: {
    geneNames: {
      load: ({ geneNames }: Config, open: OpenFile) =>
        geneNames === undefined ? undefined : readGeneNames(geneNames, open),
    },
  },
  check: (dataset: Dataset, _: Config, { geneNames }: GeneNameInput = {}) => {
    if (geneNames) expectGeneNames(geneNames, dataset);
  },
  warnings: ({ allGenes }: RunArtifacts<AllGenesMade>) => {
    const way = allGenes && wayToSymbols(allGenes);
    return way === undefined ? [] : [way];
  },
} satisfies Analysis;
