import type { Analysis } from "../analysis.ts";
import { geneSetOptions } from "./options.ts";
import { readGeneSets } from "./readGeneSets.ts";

/** The gene sets that several analyses test. */
export const geneSetsAnalysis = {
  name: "gene-sets",
  listed: false,
  runs: () => false,
  options: geneSetOptions,
  inputs: { geneSets: { load: readGeneSets } },
  steps: {},
  artifacts: [],
} satisfies Analysis;
