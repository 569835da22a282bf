import { palette } from "../../figure/color/palette.ts";
import { dotPlot } from "../../figure/dotPlot.ts";
import { volcano } from "../../figure/volcano.ts";
import type { Content, Page, PageTable } from "../../results/page.ts";
import { geneIdentifiers, placesWord, slugsOf, titled, typeColors } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import { bestMarkers } from "./bestMarkers.ts";

/** Genes that set each domain apart. */
export const domainMarkersPage: Page = {
  id: "markers",
  title: "Genes of each domain",
  short: "Domain genes",
  make({ dataset, graph, domainMarkers, allGenes, domains }) {
    if (!domainMarkers || !allGenes) return [];
    const { many } = placesWord({ graph });
    return contents(domainMarkers, allGenes, {
      ...{ name: "domain", many, call: titled, colors: palette(domains.clusters) },
      identifiers: geneIdentifiers({ dataset, allGenes }),
    });
  },
};

/** Genes that set each cell type apart. */
export const typeMarkersPage: Page = {
  id: "type-markers",
  title: "Genes of each cell type",
  short: "Type genes",
  make: ({ dataset, graph, domains, typeMarkers, allGenes, cellTypes }) =>
    typeMarkers && allGenes && cellTypes
      ? contents(typeMarkers, allGenes, {
          name: "cell type",
          many: placesWord({ graph }).many,
          identifiers: geneIdentifiers({ dataset, allGenes }),
          call: (type) => type,
          colors: typeColors({ domains, cellTypes }),
          categories: cellTypes.types.categories,
        })
      : [],
};

interface Wording {
  readonly name: string;
  /** What the measured places are called. */
  readonly many: string;
  /** Of the genes, where symbols stand for them. */
  readonly identifiers: readonly string[] | undefined;
  readonly call: (group: string) => string;
  readonly colors: readonly string[];
  /** All groups, those without markers too; numbers from 1 otherwise. */
  readonly categories?: readonly string[];
}

/** Genes of each group in the table. */
const mostRows = 100;

function contents(markers: Artifacts["domainMarkers"], genes: Artifacts["allGenes"], words: Wording): Content[] {
  const { groups, skipped } = markers;
  const { name, many, call, colors, categories } = words;
  const colorOf = (group: string) => colors[categories ? categories.indexOf(group) : Number(group) - 1];
  const each = groups.length > 12 ? 2 : groups.length > 8 ? 3 : 5;
  const best = bestMarkers(markers, genes, each);
  // A gene that is among the best of two groups stands with the first.
  const seen = new Set<number>();
  const blocks = best.map(({ group, indices }) => {
    const own = indices.filter((u) => !seen.has(u));
    for (const u of own) seen.add(u);
    return { name: call(group), genes: own.length, color: colorOf(group) };
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
  const slug = name.replace(" ", "_");
  const slugs = slugsOf(groups.map(({ group }) => group));
  const volcanoes = groups.map((group, at) => ({
    name: `volcano_${slug}_${slugs[at]}`,
    title: call(group.group),
    svg: volcano(
      genes.symbols,
      { changes: group.logFoldChanges, pValues: group.adjustedPValues },
      { up: `higher in ${call(group.group)}`, down: "lower" },
    ),
    caption: `Each dot is a gene: to the right if ${call(group.group)} expresses it more than all other ${many}, higher up the surer that is. Dashed: a twofold change, and an adjusted p of 0.05; triangles lie beyond the axis${group.adjustedPValues.includes(0) ? "; those at the upper edge have a p too small to be told from 0" : ""}.`,
  }));
  return [
    {
      kind: "text",
      text:
        `Genes that the ${many} of one ${name} express more than all other ${many} (Wilcoxon rank-sum test, corrected for the number of genes).` +
        ` The p-values rank genes; since the ${name}s were found with the same genes, they do not prove that a ${name} exists.` +
        (skipped.length > 0 ? ` Too small to test: ${skipped.map(call).join(", ")}.` : ""),
    },
    {
      kind: "figure",
      figure: {
        name: `markers_${slug}`,
        title: "Markers",
        svg: dots,
        caption: `The best genes of each ${name}. A large dot: most ${many} express the gene; a dark one: they express more of it than the other groups do (mean log expression, from the lowest group, 0, to the highest, 1).`,
      },
    },
    { kind: "choice", label: `${name[0].toUpperCase()}${name.slice(1)}`, figures: volcanoes },
    { kind: "table", table: markerTable(markers, genes, words) },
  ];
}

/** [groups, genes] mean expression, for each gene from 0 in the lowest group to 1 in the highest. */
function relativeMeans(groups: Artifacts["domainMarkers"]["groups"], genes: readonly number[]): number[] {
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

function markerTable(
  { groups }: Artifacts["domainMarkers"],
  { symbols }: Artifacts["allGenes"],
  words: Wording,
): PageTable {
  const { name, many, call, identifiers } = words;
  const first = many[0].toUpperCase();
  return {
    name: `markers_${name.replace(" ", "_")}s`,
    title: `The ${mostRows} best genes of each ${name}`,
    columns: [
      { name: name[0].toUpperCase() + name.slice(1), kind: "text" },
      { name: "Rank", kind: "count" },
      { name: "Gene", kind: "text" },
      ...(identifiers ? [{ name: "Identifier", kind: "text" } as const] : []),
      { name: "Score", kind: "number", hint: "z-score of the rank sum" },
      { name: "Log2 fold change", kind: "number" },
      { name: "Adjusted p", kind: "p", hint: "Benjamini-Hochberg" },
      {
        name: `${first}${many.slice(1)} inside`,
        kind: "share",
        hint: `Share of the group's ${many} that express the gene`,
      },
      { name: `${first}${many.slice(1)} outside`, kind: "share", hint: `Share of all other ${many} that express it` },
    ],
    rows: groups.flatMap((group) =>
      Array.from(group.order.subarray(0, mostRows), (u, at) => [
        ...[call(group.group), at + 1, symbols[u], ...(identifiers ? [identifiers[u]] : [])],
        ...[group.scores[u], group.logFoldChanges[u], group.adjustedPValues[u]],
        ...[group.fractionsIn[u], group.fractionsOut[u]],
      ]),
    ),
  };
}
