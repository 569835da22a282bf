import { bars } from "../../figure/bars.ts";
import { MISSING } from "../../figure/color/palette.ts";
import { heatmap } from "../../figure/heatmap.ts";
import { volcano } from "../../figure/volcano.ts";
import type { Content, Page, PageFigure, PageTable } from "../../results/page.ts";
import { domainColors, type Reported, slugsOf, titled, titledDomains, typeColors } from "../../results/reported.ts";
import type { ComparedExpression, Comparison } from "../../run/artifacts.ts";

/** Genes of each group in the table. */
const mostRows = 50;

/** What differs between conditions. */
export const comparisonPage: Page = {
  id: "conditions",
  title: "Between conditions",
  short: "Conditions",
  make(made) {
    const { comparison, allGenes } = made;
    if (!comparison) return [];
    const { expression } = comparison;
    const volcanoes = allGenes ? volcanoFigures(comparison, allGenes.symbols) : [];
    return [
      { kind: "text", text: introOf(comparison) },
      { kind: "figure", figure: sizeFigure(made, comparison) },
      { kind: "figure", figure: changeFigure(made, comparison) },
      { kind: "table", table: shiftTable(comparison) },
      ...(volcanoes.length > 0 ? [{ kind: "choice", label: "Group", figures: volcanoes } satisfies Content] : []),
      ...(allGenes && expression.length > 0
        ? [{ kind: "table", table: geneTable(comparison, allGenes.symbols) } satisfies Content]
        : []),
      ...setTables(comparison),
      ...(allGenes && comparison.cells.length > 0
        ? [{ kind: "table", table: cellTable(comparison, allGenes.symbols) } satisfies Content]
        : []),
    ];
  },
};

function introOf({ from, to, column, adjustedFor, sizes }: Comparison): string {
  const unit = `${to} (${sizes.samplesTo} samples) against ${from} (${sizes.samplesFrom}), by ${column}. The unit is the sample: cells of one sample are no replicates.${
    adjustedFor.length === 0
      ? ""
      : ` Differences, ratios and tests are those of a linear model of the samples: adjusted for ${adjustedFor.join(", ")}.`
  }`;
  return sizes.reason === undefined
    ? `${unit} Shares of samples are compared by moderated t tests (as propeller), counts summed over each sample's cells by weighted ones (pseudo-bulk, as limma-voom).`
    : `${unit} ${sizes.reason}: only effect sizes are shown, without p-values.`;
}

/** What a caption says of the adjustment. */
function adjustedNote({ adjustedFor }: Comparison): string {
  return adjustedFor.length === 0 ? "" : ` Adjusted for ${adjustedFor.join(", ")}.`;
}

function sizeFigure(made: Reported, comparison: Comparison): PageFigure {
  const { sizes, from, to } = comparison;
  const colors = domainColors(made);
  const mean = comparison.adjustedFor.length === 0 ? "Difference of the mean" : "Adjusted difference of the";
  const spread = sizes.rows.map(({ difference, differenceInterval: [low] }) => difference - low);
  const svg = bars(
    sizes.rows.map(({ type }) => titled(type)),
    [
      {
        name: `${to} - ${from}`,
        values: sizes.rows.map(({ difference }) => unlessRounding(difference)),
        spread,
        colors,
      },
    ],
    { axisLabel: `${mean} share of cells, ${to} - ${from}`, ...rangeOf(sizes.rows) },
  );
  return {
    name: "conditions_domains",
    title: "Sizes of domains",
    svg,
    caption: `How the share of each domain differs: right of 0, larger in ${to}. Whiskers: 95 % confidence, where there are samples enough.${adjustedNote(comparison)}`,
  };
}

/** Shares that agree differ by rounding, which is nothing to write beside a bar. */
function unlessRounding(difference: number): number {
  return Math.abs(difference) < 1e-12 ? 0 : difference;
}

function rangeOf(rows: Comparison["sizes"]["rows"]): { range: readonly [number, number] } {
  const ends = rows.flatMap(({ difference, differenceInterval }) => [difference, ...differenceInterval]);
  const most = ends.filter(Number.isFinite).reduce((a, b) => Math.max(a, Math.abs(b)), 0.01);
  return { range: [-most, most] };
}

function changeFigure(made: Reported, comparison: Comparison): PageFigure {
  const { within, types, from, to } = comparison;
  const names = types.rows.map(({ type }) => type);
  const colors = typeColors(made);
  const domains = titledDomains(made);
  const known = new Map(within.rows.map(({ domain, type, difference }) => [`${domain} ${type}`, difference]));
  const values = Float64Array.from({ length: (domains.length + 1) * names.length }, (_, at) => {
    const [k, j] = [Math.floor(at / names.length), at % names.length];
    if (k === domains.length) return types.rows[j].difference;
    return known.get(`${domains[k].replace(/^Domain /, "")} ${names[j]}`) ?? Number.NaN;
  });
  const most = values.filter(Number.isFinite).reduce((a, b) => Math.max(a, Math.abs(b)), 0.01);
  const svg = heatmap(values, {
    rows: [...domains, "Whole samples"],
    columns: names,
    columnColors: names.map((name) => colors[made.cellTypes?.types.categories.indexOf(name) ?? -1] ?? MISSING),
    map: "diverging",
    range: [-most, most],
    label: `Share in ${to} - ${from}`,
    annotate: names.length <= 14,
  });
  return {
    name: "conditions_types",
    title: "Cell types in domains",
    svg,
    caption: `How the share of each cell type in each domain differs. Red: more in ${to}; blue: more in ${from}; grey: not seen.${adjustedNote(comparison)}`,
  };
}

function shiftTable(comparison: Comparison): PageTable {
  const { sizes, types, within, from, to, adjustedFor } = comparison;
  const rows = [
    ...sizes.rows.map((row) => ({ ...row, what: `${titled(row.type)}, of all cells` })),
    ...types.rows.map((row) => ({ ...row, what: `${row.type}, of all cells` })),
    ...within.rows.map((row) => ({ ...row, what: `${row.type} in ${titled(row.domain ?? "")}` })),
  ];
  return {
    name: "composition_shifts",
    title: "Shares that differ",
    ...(adjustedFor.length > 0 && {
      caption: `Shares are means of the samples as they are; ratios and p-values are adjusted for ${adjustedFor.join(", ")}.`,
    }),
    columns: [
      { name: "What", kind: "text" },
      { name: `Share in ${from}`, kind: "share" },
      { name: `Share in ${to}`, kind: "share" },
      { name: "Log2 ratio", kind: "number" },
      { name: "p", kind: "p" },
      { name: "Adjusted p", kind: "p" },
    ],
    rows: rows.map((row) => [row.what, row.shareFrom, row.shareTo, row.logRatio, row.pValue, row.adjustedPValue]),
  };
}

function groupName({ of, group }: ComparedExpression): string {
  return of === "domain" ? titled(group ?? "") : (group ?? "all cells");
}

function volcanoFigures(comparison: Comparison, symbols: readonly string[]): PageFigure[] {
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
    caption: `Genes of ${groupName(each)} that differ between ${to} and ${from}, one dot a gene (pseudo-bulk of ${each.samplesFrom} and ${each.samplesTo} samples).${adjustedNote(comparison)}`,
  }));
}

function geneTable(comparison: Comparison, symbols: readonly string[]): PageTable {
  const { expression } = comparison;
  return {
    name: "condition_genes",
    title: "Genes that differ",
    caption: `The ${mostRows} first of each group; all are in the table condition_genes.csv.${adjustedNote(comparison)}`,
    columns: [
      { name: "Group", kind: "text" },
      { name: "Gene", kind: "text" },
      { name: "Log2 fold change", kind: "number" },
      { name: "p", kind: "p" },
      { name: "Adjusted p", kind: "p" },
    ],
    rows: expression.flatMap((each) =>
      Array.from(each.order.subarray(0, mostRows))
        .filter((u) => !Number.isNaN(each.logFoldChanges[u]))
        .map((u) => [groupName(each), symbols[u], each.logFoldChanges[u], each.pValues[u], each.adjustedPValues[u]]),
    ),
  };
}

function cellTable({ cells, adjustedFor }: Comparison, symbols: readonly string[]): PageTable {
  return {
    name: "condition_genes_by_cells",
    title: "Genes that differ, cell by cell",
    caption: `Wilcoxon tests that take every cell for a replicate, as the paper does. Cells of one sample are none, so these p-values are too small: they rank genes and prove nothing about the conditions. The ${mostRows} first of each group.${adjustedFor.length === 0 ? "" : " They are not adjusted."}`,
    columns: [
      { name: "Group", kind: "text" },
      { name: "Gene", kind: "text" },
      { name: "Log2 fold change", kind: "number" },
      { name: "p of cells", kind: "p" },
      { name: "Adjusted p of cells", kind: "p" },
    ],
    rows: cells.flatMap(({ of, group, markers }) =>
      Array.from(markers.order.subarray(0, mostRows), (u) => [
        ...[of === "domain" ? titled(group) : group, symbols[u]],
        ...[markers.logFoldChanges[u], markers.pValues[u], markers.adjustedPValues[u]],
      ]),
    ),
  };
}

function setTables({ expression, to }: Comparison): Content[] {
  const rows = expression.flatMap((each) =>
    (["up", "down"] as const).flatMap((side) =>
      each.geneSets[side].libraries.flatMap(({ library, terms }) =>
        terms
          .filter(({ adjustedPValue }) => adjustedPValue <= 0.05)
          .slice(0, 10)
          .map(({ term, adjustedPValue }) => [
            groupName(each),
            side === "up" ? `higher in ${to}` : `lower in ${to}`,
            library,
            term,
            adjustedPValue,
          ]),
      ),
    ),
  );
  if (rows.length === 0) return [];
  const table: PageTable = {
    name: "condition_gene_sets",
    title: "Gene sets that differ",
    columns: [
      { name: "Group", kind: "text" },
      { name: "Genes", kind: "text" },
      { name: "Library", kind: "text" },
      { name: "Gene set", kind: "text" },
      { name: "Adjusted p", kind: "p" },
    ],
    rows,
  };
  return [{ kind: "table", table }];
}
