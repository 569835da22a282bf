import { enrichmentBars } from "../../figure/enrichmentBars.ts";
import { volcano } from "../../figure/volcano.ts";
import type { PageFigure } from "../../results/page.ts";
import { slugsOf, titled } from "../../results/reported.ts";
import type { ComparedExpression, Comparison } from "./made.ts";

/** Sets in a figure at most. */
const mostSets = 10;

/** A group that was compared, as it is called in texts. */
export function groupName({ of, group }: Pick<ComparedExpression, "of" | "group">): string {
  return of === "domain" ? titled(group ?? "") : (group ?? "all cells");
}

/** One volcano of each group whose genes were tested between samples. */
export function volcanoFigures(comparison: Comparison, symbols: readonly string[], note: string): PageFigure[] {
  const { expression, from, to } = comparison;
  const tested = expression.filter((each) => each.tested > 0);
  const slugs = slugsOf(tested.map(groupName));
  return tested.map((each, at) => ({
    name: `conditions_volcano_${slugs[at]}`,
    title: groupName(each),
    svg: volcano(
      symbols,
      { changes: each.logFoldChanges, pValues: each.adjustedPValues },
      { up: `higher in ${to}`, down: `higher in ${from}` },
    ),
    caption: `Differential expression in ${groupName(each)}, ${to} against ${from}, one dot per gene (pseudo-bulk of ${each.samplesFrom} and ${each.samplesTo} samples).${note}`,
  }));
}

/** One volcano of each group whose cells were compared, cells of one sample as if they were independent. */
export function cellVolcanoes({ cells, from, to }: Comparison, symbols: readonly string[]): PageFigure[] {
  const slugs = slugsOf(cells.map(groupName));
  return cells.map((each, at) => ({
    name: `conditions_cells_volcano_${slugs[at]}`,
    title: `${groupName(each)}, by cells`,
    svg: volcano(
      symbols,
      { changes: each.markers.logFoldChanges, pValues: each.markers.adjustedPValues },
      { up: `higher in ${to}`, down: `higher in ${from}` },
    ),
    caption: `Cell-level differences in ${groupName(each)}, ${to} against ${from}, one dot per gene. Cells of one sample are not independent: the p-values rank genes and are no evidence for the conditions.`,
  }));
}

/** Bars of the gene sets over-represented among the genes that are higher and lower in each group. */
export function setFigures({ expression, to }: Comparison): PageFigure[] {
  const found = expression.flatMap((each) =>
    (["up", "down"] as const).map((side) => ({
      name: `${groupName(each)}, ${side === "up" ? "higher" : "lower"} in ${to}`,
      query: each.geneSets[side].query,
      terms: each.geneSets[side].libraries
        .flatMap(({ terms }) => terms)
        .sort((a, b) => a.adjustedPValue - b.adjustedPValue)
        .slice(0, mostSets),
    })),
  );
  const shown = found.filter(({ terms }) => terms.length > 0);
  const slugs = slugsOf(shown.map(({ name }) => name));
  return shown.map(({ name, query, terms }, at) => ({
    name: `conditions_gene_sets_${slugs[at]}`,
    title: name,
    svg: enrichmentBars(terms, { color: name.includes(", higher in") ? "#c8453b" : "#3567b5" }),
    caption: `Top gene sets among the ${query.length} genes of ${name}; bar length: -log10 adjusted p, grey: adjusted p above 0.05. Labels: number and names of the shared genes.`,
  }));
}
