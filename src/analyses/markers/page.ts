import { dotPlot } from "../../figure/dotPlot.ts";
import { volcano } from "../../figure/volcano.ts";
import type { AnalysisPage, Content, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, placesWord, slugsOf, titled } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import { geneIdentifiers } from "../allGenes/geneIdentifiers.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { capital, typeWords } from "../cellTypes/words.ts";
import { bestMarkers } from "./bestMarkers.ts";
import type { MarkersMade } from "./made.ts";
import { markerViolins } from "./violins.ts";

/** Marker genes of the domains. */
export const domainMarkersPage = {
  chapter: "markers",
  id: "markers",
  title: "Domain marker genes",
  short: "Domain markers",
  make(made: RunArtifacts<AllGenesMade & MarkersMade>) {
    const { dataset, graph, domainMarkers, allGenes, domains } = made;
    if (!domainMarkers || !allGenes) return [];
    const { many } = placesWord({ graph });
    const [intro, dots, ...others] = contents(domainMarkers, allGenes, {
      ...{ name: "domain", file: "domain", many, call: titled, colors: domainColors({ domains }), found: true },
      identifiers: geneIdentifiers({ dataset, allGenes }),
      categories: domainNames(domains),
    });
    return [intro, dots, ...markerViolins(made), ...others];
  },
} satisfies AnalysisPage;

/** Marker genes of the cell types. */
export const typeMarkersPage = {
  chapter: "cell types",
  id: "type-markers",
  title: "Cell type marker genes",
  short: "Type markers",
  heading: (made: RunArtifacts<CellTypesMade>) => {
    const { one } = typeWords(made);
    return { title: `${capital(one)} marker genes`, short: one === "cell type" ? "Type markers" : "Cluster markers" };
  },
  make: ({
    dataset,
    graph,
    domains,
    typeMarkers,
    allGenes,
    cellTypes,
  }: RunArtifacts<AllGenesMade & CellTypesMade & MarkersMade>) =>
    typeMarkers && allGenes && cellTypes
      ? contents(typeMarkers, allGenes, {
          ...{ name: typeWords({ graph, cellTypes }).one, file: "cell_type", found: cellTypes.foundBy !== "column" },
          many: placesWord({ graph }).many,
          identifiers: geneIdentifiers({ dataset, allGenes }),
          call: (type) => type,
          colors: typeColors({ domains, cellTypes, graph }),
          categories: cellTypes.types.categories,
        })
      : [],
} satisfies AnalysisPage;

interface Wording {
  readonly name: string;
  /** Of figures and tables, as part of their names. */
  readonly file: string;
  /** The groups come from the expression of these genes, and not from the user. */
  readonly found: boolean;
  /** What the measured places are called. */
  readonly many: string;
  /** Of the genes, where symbols stand for them. */
  readonly identifiers: readonly string[] | undefined;
  readonly call: (group: string) => string;
  readonly colors: readonly string[];
  /** All groups, those without markers too. */
  readonly categories: readonly string[];
}

/** Genes of each group in the table. */
const mostRows = 100;

function contents(markers: MarkersMade["domainMarkers"], genes: AllGenesMade["allGenes"], words: Wording): Content[] {
  const { groups, skipped } = markers;
  const { name, file, many, call, colors, categories, found } = words;
  const colorOf = (group: string) => colors[categories.indexOf(group)];
  const each = groups.length > 12 ? 2 : groups.length > 8 ? 3 : 5;
  const best = bestMarkers(markers, genes, each);
  // A gene that is among the best of two groups stands with the first; a group of which none is left shows its next ones.
  const seen = new Set<number>();
  const without: string[] = [];
  const blocks = best.map(({ group, indices }, g) => {
    const free = (u: number) => !seen.has(u);
    const own = indices.filter(free);
    const { order, logFoldChanges } = groups[g];
    const next = own.length > 0 ? own : [...order].filter((u) => free(u) && logFoldChanges[u] > 0).slice(0, 2);
    if (indices.length === 0) without.push(call(group));
    for (const u of next) seen.add(u);
    return { name: call(group), genes: next.length, color: colorOf(group) };
  });
  const shown = [...seen];
  const dots = dotPlot(
    groups.flatMap(({ fractionsIn }) => shown.map((u) => fractionsIn[u])),
    relativeMeans(groups, shown),
    {
      groups: groups.map(({ group }) => call(group)),
      genes: shown.map((u) => genes.symbols[u]),
      groupColors: groups.map(({ group }) => colorOf(group)),
      blocks,
      label: "Relative expression",
      many,
      range: [0, 1],
    },
  );
  const slugs = slugsOf(groups.map(({ group }) => group));
  const volcanoes = groups.map((group, at) => ({
    name: `volcano_${file}_${slugs[at]}`,
    title: call(group.group),
    svg: volcano(
      genes.symbols,
      { changes: group.logFoldChanges, pValues: group.adjustedPValues },
      { up: `higher in ${call(group.group)}`, down: "lower" },
    ),
    caption: `One dot per gene; right: higher in ${call(group.group)} than in all other ${many}; higher: more significant. Dashed: twofold change, and adjusted p of 0.05; triangles lie beyond the axis${group.adjustedPValues.includes(0) ? ", those at the upper edge with p below the smallest number" : ""}.`,
  }));
  return [
    {
      kind: "text",
      text:
        `Genes with higher expression in the ${many} of one ${name} than in all other ${many} (Wilcoxon rank-sum test, adjusted for the number of genes).` +
        (found
          ? ` Use the p-values to rank genes: the ${name}s were defined with the same genes, so they are not evidence that ${/^[aeiou]/.test(name) ? "an" : "a"} ${name} exists.`
          : "") +
        (skipped.length > 0 ? ` Not tested (too few cells): ${skipped.map(call).join(", ")}.` : ""),
    },
    {
      kind: "figure",
      figure: {
        name: `markers_${file}`,
        minor: file !== "domain",
        title: `Top markers of each ${name}`,
        svg: dots,
        caption: `Top markers of each ${name}. Dot size: fraction of expressing ${many}; colour: mean log expression, scaled 0 to 1 per gene.${without.length > 0 ? ` No significant marker: ${without.join(", ")} (highest-ranked genes shown).` : ""}`,
      },
    },
    { kind: "choice", label: `${name[0].toUpperCase()}${name.slice(1)}`, figures: volcanoes },
    { kind: "table", table: markerTable(markers, genes, words) },
  ];
}

/** [groups, genes] mean expression, for each gene from 0 in the lowest group to 1 in the highest. */
function relativeMeans(groups: MarkersMade["domainMarkers"]["groups"], genes: readonly number[]): number[] {
  const ranges = genes.map((u) => {
    const means = groups.map(({ meansIn }) => meansIn[u]);
    return { low: Math.min(...means), high: Math.max(...means) };
  });
  return groups.flatMap(({ meansIn }) =>
    genes.map((u, at) => {
      const { low, high } = ranges[at];
      return high > low ? (meansIn[u] - low) / (high - low) : 0;
    }),
  );
}

/** Genes of each group whose p-values are looked at, and a p-value of which the size means nothing any more. */
const pRows = 10;
const leastP = 1e-200;

function markerTable(
  { groups }: MarkersMade["domainMarkers"],
  { symbols }: AllGenesMade["allGenes"],
  words: Wording,
): PageTable {
  const { name, file, many, call, identifiers } = words;
  const best = groups.flatMap(({ order, adjustedPValues }) =>
    Array.from(order.subarray(0, pRows), (u) => adjustedPValues[u]),
  );
  // Of many cells nearly every p of a marker is below the smallest number, so that z alone distinguishes them.
  const tooSmall = 2 * best.filter((p) => p < leastP).length > best.length;
  return {
    name: `markers_${file}s`,
    title: `Top ${mostRows} markers of each ${name}`,
    columns: [
      { name: name[0].toUpperCase() + name.slice(1), kind: "text" },
      { name: "Rank", kind: "count" },
      { name: "Gene", kind: "text" },
      ...(identifiers ? [{ name: "Identifier", kind: "text" } as const] : []),
      {
        name: "z",
        kind: "number",
        hint: "z-score of the Wilcoxon rank-sum test: the larger, the more the gene marks the group",
      },
      { name: "Log2 fold change", kind: "number" },
      ...(tooSmall ? [] : [{ name: "Adjusted p", kind: "p", hint: "Benjamini-Hochberg" } as const]),
      {
        name: "pct in",
        kind: "share",
        hint: `Share of the group's ${many} that express the gene`,
      },
      { name: "pct out", kind: "share", hint: `Share of all other ${many} that express it` },
    ],
    rows: groups.flatMap((group) =>
      Array.from(group.order.subarray(0, mostRows), (u, at) => [
        ...[call(group.group), at + 1, symbols[u], ...(identifiers ? [identifiers[u]] : [])],
        ...[group.scores[u], group.logFoldChanges[u], ...(tooSmall ? [] : [group.adjustedPValues[u]])],
        ...[group.fractionsIn[u], group.fractionsOut[u]],
      ]),
    ),
  };
}
