import { geneColumns } from "../../analyses/allGenes/geneColumns.ts";
import type { AllGenes } from "../../analyses/allGenes/made.ts";
import { CellScapeError } from "../../core/errors.ts";
import { nearestName } from "../../core/options/nearest.ts";
import type { Dataset } from "../../data/dataset.ts";
import { dotPlot } from "../../figure/dotPlot.ts";
import { domainColors, placesWord, type RunArtifacts, titledDomains } from "../../results/reported.ts";

/** Genes that a user named, with the expression of each in the analysed cells. */
export interface ChosenGenes {
  readonly names: readonly string[];
  /** [genes][cells] */
  readonly values: readonly Float32Array[];
}

/**
 * Genes by symbol or by name in the file, in the order in which they are named; letters may be of either case.
 *
 * @throws bad-option for one that is not there, with the nearest that is.
 */
export function chosenGenes(wanted: readonly string[], { genes }: Dataset, all: AllGenes): ChosenGenes {
  const names = Array.from(all.genes, (gene) => genes[gene]);
  const found = wanted.map((gene) => {
    const same = (name: string) => name === gene;
    const alike = (name: string) => name.toLowerCase() === gene.toLowerCase();
    for (const test of [same, alike]) {
      for (const list of [all.symbols, names]) {
        const at = list.findIndex(test);
        if (at >= 0) return at;
      }
    }
    const near = nearestName(gene, [...all.symbols]);
    const way = near === undefined ? "" : `; did you mean ${near}?`;
    throw new CellScapeError("bad-option", `--genes: expected genes of the file, got ${gene}${way}`);
  });
  return { names: found.map((at) => all.symbols[at]), values: geneColumns(all.expression, found) };
}

/** Chosen genes in all domains: the share of cells that express each, and its mean, scaled 0 to 1 per gene. */
export function chosenDotPlot(made: RunArtifacts, { names, values }: ChosenGenes, title: string | undefined): string {
  const { refined, count } = made.domains;
  const sizes = new Float64Array(count);
  for (const k of refined) sizes[k]++;
  const [means, fractions] = [new Float64Array(count * names.length), new Float64Array(count * names.length)];
  values.forEach((of, u) => {
    refined.forEach((k, i) => {
      const at = k * names.length + u;
      means[at] += of[i] / sizes[k];
      if (of[i] > 0) fractions[at] += 1 / sizes[k];
    });
    const own = Array.from({ length: count }, (_, k) => means[k * names.length + u]);
    const [low, high] = [Math.min(...own), Math.max(...own)];
    for (let k = 0; k < count; k++) means[k * names.length + u] = high > low ? (own[k] - low) / (high - low) : 0;
  });
  return dotPlot(fractions, means, {
    ...{ groups: titledDomains(made), genes: names, groupColors: domainColors(made), range: [0, 1] },
    ...{ label: "Relative mean", many: placesWord(made).many, ...(title === undefined ? {} : { title }) },
  });
}
