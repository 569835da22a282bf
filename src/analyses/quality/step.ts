import type { Artifacts } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import { type GeneNameInput, geneNamesFor, symbolsOf } from "../allGenes/geneSymbols.ts";
import { type Quality, qualityOf } from "./quality.ts";

export const qualityStep: Step<Quality, Pick<Artifacts, "dataset" | "selection">, unknown, GeneNameInput> = {
  does: () => "Computing quality metrics",
  needs: () => ["dataset", "selection"],
  policy: optional,
  run: async ({ dataset, selection }, { inputs }) => {
    const all = Uint32Array.from(dataset.genes.keys());
    const { symbols } = symbolsOf(dataset, all, await geneNamesFor(dataset, inputs?.geneNames));
    return qualityOf(dataset, selection.cells, symbols);
  },
};
