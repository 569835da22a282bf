import { bars } from "../../figure/bars.ts";
import { palette } from "../../figure/color/palette.ts";
import { volcano } from "../../figure/volcano.ts";
import type { Content, PageFigure, PageTable } from "../../results/page.ts";
import type { CohortComparison } from "./compareConditions.ts";
import type { GatheredCohort } from "./gathered.ts";

/** Genes of each domain in the table. */
const mostGenes = 30;

type Drawn = Exclude<Content, { kind: "map" }>;

/** Differences between conditions of the samples. */
export function comparisonPart({ names, plan }: GatheredCohort, comparison: CohortComparison): readonly Drawn[] {
  const { pair, conditions, column, adjustedFor } = comparison;
  const adjusted = adjustedFor.length === 0 ? "" : ` Adjusted for ${adjustedFor.join(", ")}.`;
  const text = `Conditions of ${column}: ${conditions.join(", ")}. The unit is the sample; cells of one sample are not replicates. Differential abundance: moderated F tests of logit-transformed proportions. Differential expression: pseudo-bulk with weighted moderated F tests (as limma-voom).${adjusted}`;
  const genes = Array.from(comparison.genes, (u) => plan.measured[u]);
  return [
    { kind: "text", text },
    { kind: "table", table: shareTable(comparison) },
    ...(pair ? [{ kind: "figure", figure: shareFigure(pair, names) } as const] : []),
    { kind: "table", table: geneTable(comparison, names, genes) },
    ...volcanoes(comparison, names, genes),
  ];
}

function shareTable({ shares, domains, pair }: CohortComparison): PageTable {
  const paired = new Map(pair?.sizes.rows.map((row) => [row.type, row]));
  return {
    name: "composition_tests",
    title: "Differential abundance",
    columns: [
      { name: "Domain", kind: "text" },
      { name: "F", kind: "number" },
      { name: "p", kind: "p" },
      { name: "Adjusted p", kind: "p" },
      ...(pair
        ? ([
            { name: `Share in ${pair.sizes.from}`, kind: "share" },
            { name: `Share in ${pair.sizes.to}`, kind: "share" },
            { name: "Log2 ratio", kind: "number" },
          ] as const)
        : []),
    ],
    rows: domains.map((name, g) => {
      const row = paired.get(name);
      const both = pair ? [row?.shareFrom, row?.shareTo, row?.logRatio] : [];
      return [name, shares.statistics[g], shares.pValues[g], shares.adjustedPValues[g], ...both];
    }),
  };
}

function shareFigure({ sizes }: NonNullable<CohortComparison["pair"]>, names: readonly string[]): PageFigure {
  const { rows, from, to } = sizes;
  const colors = palette(names.length);
  const svg = bars(
    rows.map(({ type }) => `Domain ${type}`),
    [
      {
        name: `${to} - ${from}`,
        values: rows.map(({ difference }) => 100 * difference),
        spread: rows.map(({ difference, differenceInterval: [low] }) => 100 * (difference - low)),
        colors: rows.map(({ type }) => colors[names.indexOf(type)]),
      },
    ],
    { axisLabel: `Difference in proportion of cells, ${to} - ${from} (percentage points)` },
  );
  return {
    name: "conditions_domains",
    title: "Sizes of domains",
    svg,
    caption: `Right of 0: larger in ${to}. Whiskers: 95 % confidence interval, given enough samples.`,
  };
}

function geneTable(
  { expression, pair }: CohortComparison,
  names: readonly string[],
  genes: readonly string[],
): PageTable {
  return {
    name: "expression_tests",
    title: "Differential expression",
    caption: `Top ${mostGenes} per domain; all are in tables/expression_tests.csv.`,
    columns: [
      { name: "Domain", kind: "text" },
      { name: "Gene", kind: "text" },
      { name: "F", kind: "number" },
      { name: "p", kind: "p" },
      { name: "Adjusted p", kind: "p" },
      ...(pair ? [{ name: "Log2 fold change", kind: "number" as const }] : []),
    ],
    rows: expression.flatMap((tests, k) => {
      if (!tests) return [];
      const order = Array.from(genes.keys()).filter((g) => !Number.isNaN(tests.pValues[g]));
      order.sort((a, b) => tests.pValues[a] - tests.pValues[b] || a - b);
      return order
        .slice(0, mostGenes)
        .map((g) => [
          ...[names[k], genes[g], tests.statistics[g], tests.pValues[g], tests.adjustedPValues[g]],
          ...(pair ? [pair.expression[k]?.logFoldChanges[g]] : []),
        ]);
    }),
  };
}

function volcanoes({ pair }: CohortComparison, names: readonly string[], genes: readonly string[]): readonly Drawn[] {
  if (!pair) return [];
  const { from, to } = pair.sizes;
  const figures = pair.expression.flatMap((found, k): PageFigure[] => {
    if (!found || found.reason !== undefined) return [];
    return [
      {
        name: `conditions_volcano_${names[k]}`,
        title: `Domain ${names[k]}`,
        minor: true,
        svg: volcano(
          genes,
          { changes: found.logFoldChanges, pValues: found.adjustedPValues },
          { up: `higher in ${to}`, down: `higher in ${from}` },
        ),
        caption: `Domain ${names[k]}, ${to} against ${from}, one dot per gene (pseudo-bulk of ${found.samplesFrom} and ${found.samplesTo} samples).`,
      },
    ];
  });
  return figures.length > 0 ? [{ kind: "choice", label: "Domain", figures }] : [];
}
