import { palette } from "../../figure/color/palette.ts";
import { escapeXml } from "../../figure/drawing/svg.ts";
import { heatmap } from "../../figure/heatmap.ts";
import { stackedBars } from "../../figure/stackedBars.ts";
import { volcano } from "../../figure/volcano.ts";
import { contentHtml } from "../../report/contentHtml.ts";
import { type PagePart, pageDocument } from "../../report/pageDocument.ts";
import { figureScript } from "../../report/script/figures.ts";
import { tableScript } from "../../report/script/tables.ts";
import type { Content, PageFigure, PageTable } from "../../results/page.ts";
import { sectionsOf } from "../tiles/mergeTiles.ts";
import { comparisonPart } from "./comparisonPart.ts";
import { type GatheredCohort, usedCells } from "./gathered.ts";

/** Samples whose bars are drawn; of more, the table holds the rest. */
const mostBars = 120;
/** Markers of each domain in the table. */
const mostMarkers = 30;

type Drawn = Exclude<Content, { kind: "map" }>;

/**
 * The results of a cohort as one self-contained page.
 *
 * @param results folder with the results of the samples, relative to the page, that it links to.
 * @returns HTML text.
 */
export async function cohortReport(
  cohort: GatheredCohort,
  warnings: readonly string[],
  results: string | undefined,
): Promise<string> {
  const { version, counts, names, fit, plan } = cohort;
  const cells = counts.reduce((sum, sample) => sum + usedCells(sample), 0);
  const sketched =
    fit.sketchCells < fit.cells ? `a sketch of ${grouped(fit.sketchCells)} cells of all samples` : "all cells";
  const corrected = fit.correct === "combat" ? `, corrected for ${fit.batches} batches by ComBat` : "";
  const part = (id: string, title: string, short: string, contents: readonly Drawn[]): PagePart => {
    return { id, title, short, html: contents.map(contentHtml).join("\n") };
  };
  const comparison = cohort.comparison ? comparisonPart(cohort, cohort.comparison) : undefined;
  return pageDocument({
    title: `Domains of ${counts.length} samples`,
    version,
    lead: `${names.length} spatial domains of ${grouped(cells)} cells in ${counts.length} samples. The model was fitted to ${sketched}${corrected} and applied to every sample. No labels were used.`,
    facts: [
      { name: "Samples", value: `${counts.length}` },
      { name: "Cells", value: grouped(cells) },
      { name: "Genes", value: `${plan.genes.length} of ${plan.measured.length}` },
      { name: "Domains", value: `${names.length}` },
    ],
    notes: warnings,
    parts: [
      withLinks(part("samples", "Samples", "Samples", sampleContents(cohort)), cohort, results),
      part("composition", "Domain composition of the samples", "Composition", compositionContents(cohort)),
      ...(comparison ? [part("conditions", "Condition comparison", "Conditions", comparison)] : []),
      part("markers", "Domain marker genes", "Markers", markerContents(cohort)),
      part("integration", "Batch integration", "Integration", integrationContents(cohort)),
      { id: "settings", title: "Settings and versions", short: "Settings", html: settingsHtml(cohort) },
    ],
    script: [tableScript, figureScript].map((each) => `(${each.toString()})();`).join("\n"),
  });
}

const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** Links to the pages of the samples, below what is known of them. */
function withLinks(part: PagePart, { counts }: GatheredCohort, results: string | undefined): PagePart {
  if (results === undefined) return part;
  const base = results.replace(/\/+$/, "");
  const links = counts.map(({ sample }) => {
    const address = [...base.split("/"), sample, "report.html"].map(encodeURIComponent).join("/");
    return `<a href="${escapeXml(address)}">${escapeXml(sample)}</a>`;
  });
  return { ...part, html: `${part.html}\n<p>Reports of the samples: ${links.join(", ")}</p>` };
}

function sampleContents({ counts, quality, plan, attributes }: GatheredCohort): readonly Drawn[] {
  const planned = sectionsOf(plan);
  const table: PageTable = {
    name: "samples",
    title: "Samples",
    caption:
      "Novel cells: share of cells farther from their domain than 99 % of the training cells. Correlation: of log expression with the median sample. Composition distance: Aitchison distance from the median sample. Flagged beyond three median absolute deviations (five samples or more).",
    columns: [
      { name: "Sample", kind: "text" },
      ...[...attributes.keys()].map((name) => ({ name, kind: "text" as const })),
      { name: "Cells", kind: "count" },
      { name: "Used for training", kind: "text" },
      { name: "Novel cells", kind: "share" },
      { name: "Correlation", kind: "score" },
      { name: "Composition distance", kind: "number" },
      { name: "Flags", kind: "text" },
    ],
    rows: counts.map((sample, s) => [
      sample.sample,
      ...[...attributes.values()].map((column) => {
        if (column.kind === "category") return column.categories[column.codes[s]];
        const value = column.values[s];
        return value === undefined || Number.isNaN(value) ? undefined : String(value);
      }),
      ...[usedCells(sample), planned.has(sample.sample) ? "yes" : "no", sample.novelty.beyond],
      ...[quality[s].correlation, quality[s].composition, quality[s].flags.join("; ")],
    ]),
  };
  return [{ kind: "table", table }];
}

function compositionContents({ counts, names }: GatheredCohort): readonly Drawn[] {
  const shown = counts.slice(0, mostBars);
  const all = names.map((_, k) => counts.reduce((sum, { sizes }) => sum + sizes[k], 0));
  const parts = names.map((name) => `Domain ${name}`);
  const figure: PageFigure = {
    name: "composition",
    title: "Composition",
    svg: stackedBars([...shown.flatMap(({ sizes }) => [...sizes]), ...all], {
      bars: [...shown.map(({ sample }) => sample), "All samples"],
      parts,
      colors: palette(names.length),
      counts: [...shown.map(usedCells), all.reduce((a, b) => a + b, 0)],
      apart: 1,
      legendTitle: "Domain",
    }),
    caption: `Share of each domain in each sample, with its number of cells; all samples below.${counts.length > shown.length ? ` The first ${shown.length} of ${counts.length} samples; the table holds all.` : ""}`,
  };
  const table: PageTable = {
    name: "composition",
    title: "Cells of each domain",
    columns: [{ name: "Sample", kind: "text" }, ...parts.map((name) => ({ name, kind: "count" as const }))],
    rows: counts.map(({ sample, sizes }) => [sample, ...sizes]),
  };
  return [
    { kind: "figure", figure },
    { kind: "figure", figure: contactFigure(counts, names) },
    { kind: "table", table },
  ];
}

/** Which domains border on which, over all samples. */
function contactFigure(counts: GatheredCohort["counts"], names: readonly string[]): PageFigure {
  const k = names.length;
  const sums = counts.reduce(
    (sum, { contacts }) => sum.map((edges, at) => edges + contacts[at]),
    new Float64Array(k * k),
  );
  const rowSums = names.map((_, a) => sums.subarray(a * k, (a + 1) * k).reduce((sum, edges) => sum + edges, 0));
  const all = rowSums.reduce((sum, edges) => sum + edges, 0);
  const ratios = sums.map((edges, at) => Math.log2(edges / ((rowSums[Math.floor(at / k)] * rowSums[at % k]) / all)));
  const named = names.map((name) => `Domain ${name}`);
  return {
    name: "neighbors",
    title: "Neighbourhood enrichment",
    svg: heatmap(
      ratios.map((ratio) => (Number.isFinite(ratio) ? ratio : Number.NaN)),
      {
        ...{ rows: named, columns: named, rowColors: palette(k), columnColors: palette(k), map: "diverging" },
        ...{ range: [-3, 3], label: "log2 ratio", missingName: "never adjacent", annotate: k <= 14 },
      },
    ),
    caption: "Observed over expected spatial-graph edges between domains (log2), summed over samples.",
  };
}

function markerContents({ markers, names, plan }: GatheredCohort): readonly Drawn[] {
  const table: PageTable = {
    name: "markers",
    title: `Top ${mostMarkers} markers`,
    caption:
      "Wilcoxon rank-sum tests within each sample, combined over samples with the weights of van Elteren; all genes are in tables/markers.csv. Cells of one sample are not independent: the p-values rank genes.",
    columns: [
      { name: "Domain", kind: "text" },
      { name: "Gene", kind: "text" },
      { name: "z", kind: "number" },
      { name: "Log2 fold change", kind: "number" },
      { name: "Cell-level adjusted p", kind: "p" },
      { name: "pct in", kind: "share" },
      { name: "pct out", kind: "share" },
    ],
    rows: markers.flatMap((found, k) =>
      Array.from(found.order.subarray(0, mostMarkers), (u) => [
        ...[names[k], plan.measured[u], found.scores[u], found.logFoldChanges[u]],
        ...[found.adjustedPValues[u], found.fractionsIn[u], found.fractionsOut[u]],
      ]),
    ),
  };
  const figures = markers.map((found, k): PageFigure => {
    return {
      name: `markers_${names[k]}`,
      title: `Domain ${names[k]}`,
      minor: true,
      svg: volcano(
        plan.measured,
        { changes: found.logFoldChanges, pValues: found.adjustedPValues },
        { up: "higher in the domain", down: "lower in the domain" },
      ),
      caption: `Genes of domain ${names[k]} against all other cells within each of ${found.samples} samples.`,
    };
  });
  const isCounted = markers.some(({ logFoldChanges }) => logFoldChanges.some(Number.isFinite));
  return [...(isCounted ? [{ kind: "choice", label: "Domain", figures } as const] : []), { kind: "table", table }];
}

const stageNames: Readonly<Record<string, string>> = {
  expression: "Expression, uncorrected",
  corrected: "Expression, as fitted",
  spatial: "Spatial embedding",
  aligned: "Spatial embedding, aligned",
};

function integrationContents({ fit: { integration, cramersV } }: GatheredCohort): readonly Drawn[] {
  const table: PageTable = {
    name: "integration",
    title: "Batch integration scores",
    caption:
      "Of cells of the sketch. iLISI: effective number of samples among neighbours; attainable: of shuffled samples.",
    columns: [
      { name: "Stage", kind: "text" },
      { name: "iLISI", kind: "number" },
      { name: "Attainable", kind: "number" },
      { name: "kBET acceptance rate", kind: "share" },
      { name: "1 - batch silhouette", kind: "number" },
      { name: "cLISI", kind: "number" },
    ],
    rows: integration.map(({ stage, ilisi, attainable, kbet, batchSilhouette, clisi }) => [
      stageNames[stage] ?? stage,
      ...[ilisi, attainable, kbet, batchSilhouette, clisi].map((value) => value ?? undefined),
    ]),
  };
  const dependence =
    cramersV === null
      ? ""
      : ` Cramer's V of domain and sample is ${cramersV.toFixed(2)} (0 if independent, 1 if one determines the other).`;
  const text = `Mixing is not a goal in itself; domains should remain separated (cLISI near 1).${dependence}`;
  return [{ kind: "text", text }, ...(integration.length > 0 ? [{ kind: "table", table } as const] : [])];
}

function settingsHtml({ fit, version }: GatheredCohort): string {
  const rows = [
    ["cellscape", version],
    ["Engine", fit.engine],
    ["Model (SHA-256)", fit.model],
    ["Plan (SHA-256)", fit.planDigest],
    ...Object.entries(fit.options).map(([name, value]) => [
      name,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  ];
  const lines = rows.map(
    ([name, value]) => `<tr><th scope="row">${escapeXml(name)}</th><td>${escapeXml(value)}</td></tr>`,
  );
  const notes = fit.notes.map((note) => `<li>${escapeXml(note)}</li>`).join("\n");
  return `<div class="scroll"><table>${lines.join("\n")}</table></div><ul>${notes}</ul>`;
}
