import { selectColumns, selectRows } from "../../preprocess/select.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import { transformed } from "../../run/steps/transformed.ts";
import { areEnsembl } from "./geneIdentifiers.ts";
import { type GeneNameInput, geneNamesFor, symbolsOf } from "./geneSymbols.ts";
import type { AllGenes } from "./made.ts";

/** Log expression of every gene that passed the filter, with gene symbols where there are any. */
export async function makeAllGenes(
  { dataset, selection, expression }: Pick<Artifacts, "dataset" | "selection" | "expression">,
  { report, inputs }: StepContext<unknown, GeneNameInput>,
): Promise<AllGenes> {
  const { cells, variable } = selection;
  const genes = variable?.genes ?? selection.genes;
  const named = symbolsOf(dataset, genes, await geneNamesFor(dataset, inputs?.geneNames));
  if (named.from !== undefined) {
    const renamed = named.symbols.filter((symbol, u) => symbol !== dataset.genes[genes[u]]).length;
    const text = `gene symbols from ${named.from}, for ${renamed} of ${genes.length} genes`;
    report({ kind: "note", step: "allGenes", text });
  } else if (areEnsembl(named.symbols)) {
    const text = "genes are named by Ensembl identifiers; --gene-names FILE.tsv gives them symbols";
    report({ kind: "note", step: "allGenes", text });
  }
  const shared = { genes, symbols: named.symbols, symbolsFrom: named.from };
  if (!variable) return { ...shared, expression };
  const counts = selectColumns(selectRows(dataset.counts, cells), genes);
  return { ...shared, expression: await transformed(counts, selection) };
}

export const allGenesStep: Step<
  AllGenes,
  Pick<Artifacts, "dataset" | "selection" | "expression">,
  unknown,
  GeneNameInput
> = {
  does: () => "Loading full expression matrix",
  needs: () => ["dataset", "selection", "expression"],
  policy: optional,
  run: makeAllGenes,
};
