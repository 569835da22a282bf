import { bars } from "../../figure/bars.ts";
import { MISSING } from "../../figure/color/palette.ts";
import { heatmap } from "../../figure/heatmap.ts";
import type { AnalysisPage, Content, PageColumn, PageFigure, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, titled, titledDomains } from "../../results/reported.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { capital, typeWords } from "../cellTypes/words.ts";
import { cellVolcanoes, groupName, setFigures, volcanoFigures } from "./figures.ts";
import type { Comparison, ComparisonMade } from "./made.ts";
import { whyNotTested } from "./notTested.ts";

/** Genes of each group in the table. */
const mostRows = 50;

const pColumns: readonly PageColumn[] = [
  { name: "p", kind: "p" },
  { name: "Adjusted p", kind: "p" },
];

/** Comparison of two conditions. */
export const comparisonPage = {
  chapter: "samples",
  id: "conditions",
  title: "Condition comparison",
  short: "Conditions",
  heading: ({ comparison }: RunArtifacts<ComparisonMade>) => {
    const refused = comparison?.sizes.reason === undefined ? "" : " (not tested)";
    return { title: `Condition comparison${refused}`, short: "Conditions" };
  },
  make(made: RunArtifacts<AllGenesMade & CellTypesMade & ComparisonMade>) {
    const { comparison, allGenes } = made;
    if (!comparison) return [];
    const { expression } = comparison;
    const volcanoes = allGenes ? volcanoFigures(comparison, allGenes.symbols, adjustedNote(comparison)) : [];
    const cells = allGenes ? cellVolcanoes(comparison, allGenes.symbols) : [];
    const sets = setFigures(comparison);
    return [
      { kind: "text", text: introOf(comparison) },
      { kind: "figure", figure: sizeFigure(made, comparison) },
      { kind: "figure", figure: changeFigure(made, comparison) },
      { kind: "table", table: shiftTable(comparison) },
      ...(volcanoes.length > 0 ? [{ kind: "choice", label: "Group", figures: volcanoes } satisfies Content] : []),
      ...(allGenes && expression.length > 0
        ? [{ kind: "table", table: geneTable(comparison, allGenes.symbols) } satisfies Content]
        : []),
      ...(sets.length > 0 ? [{ kind: "choice", label: "Gene sets of", figures: sets } satisfies Content] : []),
      ...setTables(comparison),
      ...(cells.length > 0 ? [{ kind: "choice", label: "Cell level, group", figures: cells } satisfies Content] : []),
      ...(allGenes && comparison.cells.length > 0
        ? [{ kind: "table", table: cellTable(comparison, allGenes.symbols) } satisfies Content]
        : []),
    ];
  },
} satisfies AnalysisPage;

function introOf({ from, to, column, adjustedFor, sizes }: Comparison): string {
  const unit = `${to} (${counted(sizes.samplesTo)}) against ${from} (${counted(sizes.samplesFrom)}), by ${column}. The unit is the sample; cells of one sample are not replicates.${
    adjustedFor.length === 0
      ? ""
      : ` Differences, ratios and tests come from a linear model of the samples, adjusted for ${adjustedFor.join(", ")}.`
  }`;
  return sizes.reason === undefined
    ? `${unit} Differential abundance: moderated t tests of the shares (as propeller). Differential expression: pseudo-bulk with weighted moderated t tests (as limma-voom).`
    : `${unit} Not tested: ${whyNotTested(sizes.reason)}. Differences are shown without p-values.`;
}

function counted(samples: number): string {
  return samples === 1 ? "1 sample" : `${samples} samples`;
}

/** The adjustment, for captions. */
function adjustedNote({ adjustedFor }: Comparison): string {
  return adjustedFor.length === 0 ? "" : ` Adjusted for ${adjustedFor.join(", ")}.`;
}

function sizeFigure(
  made: RunArtifacts<AllGenesMade & CellTypesMade & ComparisonMade>,
  comparison: Comparison,
): PageFigure {
  const { sizes, from, to } = comparison;
  const colors = domainColors(made);
  const mean = comparison.adjustedFor.length === 0 ? "Difference of the mean" : "Adjusted difference of the";
  const spread = sizes.rows.map(({ difference, differenceInterval: [low] }) => difference - low);
  const svg = bars(
    sizes.rows.map(({ type }) => titled(type)),
    [
      {
        name: `${to} - ${from}`,
        values: sizes.rows.map(({ difference }) => 100 * unlessRounding(difference)),
        spread: spread.map((share) => 100 * share),
        colors,
      },
    ],
    { axisLabel: `${mean} share of cells, ${to} - ${from} (percentage points)`, ...rangeOf(sizes.rows) },
  );
  return {
    name: "conditions_domains",
    title: "Sizes of domains",
    svg,
    caption: `Difference in the share of each domain; right of 0: larger in ${to}. Whiskers: 95 % confidence interval, given enough samples.${adjustedNote(comparison)}`,
  };
}

/** Shares that agree differ by rounding, which is nothing to write beside a bar. */
function unlessRounding(difference: number): number {
  return Math.abs(difference) < 1e-12 ? 0 : difference;
}

function rangeOf(rows: Comparison["sizes"]["rows"]): { range: readonly [number, number] } {
  const ends = rows.flatMap(({ difference, differenceInterval }) => [difference, ...differenceInterval]);
  const most = ends.filter(Number.isFinite).reduce((a, b) => Math.max(a, Math.abs(b)), 0.01);
  return { range: [-100 * most, 100 * most] };
}

function changeFigure(
  made: RunArtifacts<AllGenesMade & CellTypesMade & ComparisonMade>,
  comparison: Comparison,
): PageFigure {
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
  const svg = heatmap(
    values.map((share) => 100 * share),
    {
      rows: [...domains, "Whole samples"],
      columns: names,
      columnColors: names.map((name) => colors[made.cellTypes?.types.categories.indexOf(name) ?? -1] ?? MISSING),
      map: "diverging",
      range: [-100 * most, 100 * most],
      label: `${to} - ${from}, percentage points`,
      annotate: names.length <= 14,
    },
  );
  return {
    name: "conditions_types",
    title: `${capital(typeWords(made).many)} in domains`,
    svg,
    caption: `Difference in the share of each ${typeWords(made).one} per domain. Red: higher in ${to}; blue: higher in ${from}; grey: absent.${adjustedNote(comparison)}`,
  };
}

function shiftTable(comparison: Comparison): PageTable {
  const { sizes, types, within, from, to, adjustedFor } = comparison;
  const tested = sizes.reason === undefined;
  const rows = [
    ...sizes.rows.map((row) => ({ ...row, what: `${titled(row.type)}, of all cells` })),
    ...types.rows.map((row) => ({ ...row, what: `${row.type}, of all cells` })),
    ...within.rows.map((row) => ({ ...row, what: `${row.type} in ${titled(row.domain ?? "")}` })),
  ];
  return {
    name: "composition_shifts",
    title: tested ? "Differential abundance" : "Differences in abundance (not tested)",
    ...(adjustedFor.length > 0 && {
      caption: `Shares are unadjusted means of the samples; ratios and p-values are adjusted for ${adjustedFor.join(", ")}.`,
    }),
    columns: [
      { name: "What", kind: "text" },
      { name: `Share in ${from}`, kind: "share" },
      { name: `Share in ${to}`, kind: "share" },
      { name: "Log2 ratio", kind: "number" },
      ...(tested ? pColumns : []),
    ],
    rows: rows.map((row) => [
      ...[row.what, row.shareFrom, row.shareTo, row.logRatio],
      ...(tested ? [row.pValue, row.adjustedPValue] : []),
    ]),
  };
}

function geneTable(comparison: Comparison, symbols: readonly string[]): PageTable {
  const { expression, sizes } = comparison;
  const tested = sizes.reason === undefined;
  return {
    name: "condition_genes",
    title: tested ? "Differential expression" : "Largest fold changes (not tested)",
    caption: `Top ${mostRows} per group; all are in condition_genes.csv.${adjustedNote(comparison)}`,
    columns: [
      { name: "Group", kind: "text" },
      { name: "Gene", kind: "text" },
      { name: "Log2 fold change", kind: "number" },
      ...(tested ? pColumns : []),
    ],
    rows: expression.flatMap((each) =>
      Array.from(each.order.subarray(0, mostRows))
        .filter((u) => !Number.isNaN(each.logFoldChanges[u]))
        .map((u) => [
          ...[groupName(each), symbols[u], each.logFoldChanges[u]],
          ...(tested ? [each.pValues[u], each.adjustedPValues[u]] : []),
        ]),
    ),
  };
}

function cellTable({ cells, adjustedFor }: Comparison, symbols: readonly string[]): PageTable {
  return {
    name: "condition_genes_by_cells",
    title: "Differential expression, cell level",
    caption: `Wilcoxon tests with cells as replicates, as in the paper. Cells of one sample are not independent, so these p-values are too small: use them to rank genes, not as evidence for the conditions. Top ${mostRows} per group.${adjustedFor.length === 0 ? "" : " Not adjusted for covariates."}`,
    columns: [
      { name: "Group", kind: "text" },
      { name: "Gene", kind: "text" },
      { name: "Log2 fold change", kind: "number" },
      { name: "Cell-level p", kind: "p" },
      { name: "Cell-level adjusted p", kind: "p" },
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
    title: "Over-represented gene sets",
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
