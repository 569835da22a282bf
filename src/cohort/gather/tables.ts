import { labelAt } from "../../data/labels.ts";
import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import { sectionsOf } from "../tiles/mergeTiles.ts";
import type { CohortComparison } from "./compareConditions.ts";
import { type GatheredCohort, usedCells } from "./gathered.ts";

/** The tables of a cohort. */
export function cohortTables(cohort: GatheredCohort): readonly CsvTable[] {
  const { comparison } = cohort;
  return [
    samplesTable(cohort),
    compositionTable(cohort),
    neighborTable(cohort),
    markerTable(cohort),
    integrationTable(cohort),
    ...(comparison ? comparisonTables(cohort, comparison) : []),
  ];
}

function samplesTable({ counts, quality, attributes, plan }: GatheredCohort): CsvTable {
  const own =
    "sample,cells,cells_used,in_the_fit,novelty,beyond,correlation_with_training,correlation_with_others,composition_distance,flags";
  const names = own.split(",");
  const planned = sectionsOf(plan);
  const header = [...names, ...[...attributes.keys()].map((name) => (names.includes(name) ? `${name}_given` : name))];
  const rows = counts.map((sample, s) => [
    ...[sample.sample, sample.cells, usedCells(sample), planned.has(sample.sample) ? "yes" : "no"],
    ...[sample.novelty.verdict, sample.novelty.beyond, sample.novelty.correlation],
    ...[quality[s].correlation, quality[s].composition, quality[s].flags.join("; ")],
    ...[...attributes.values()].map((column) => labelAt(column, s)),
  ]);
  return csvTable("samples", header.join(","), rows);
}

function compositionTable({ counts, names }: GatheredCohort): CsvTable {
  const rows = counts.flatMap((sample) => {
    const all = usedCells(sample);
    return names.map((name, k) => [sample.sample, name, sample.sizes[k], sample.sizes[k] / all]);
  });
  return csvTable("composition", "sample,domain,cells,share", rows);
}

/** Edges between domains over all samples, beside those expected where neighbours are independent of domains. */
function neighborTable({ counts, names }: GatheredCohort): CsvTable {
  const k = names.length;
  const rows = names.flatMap((from, a) =>
    names.map((to, b) => {
      const observed = counts.reduce((sum, { contacts }) => sum + contacts[a * k + b], 0);
      const expected = counts.reduce((sum, { contacts }) => sum + expectedContacts(contacts, k, a, b), 0);
      return [from, to, observed, expected, Math.log2(observed / expected)];
    }),
  );
  return csvTable("neighbors", "domain,neighbor,edges,expected,log2_ratio", rows);
}

function expectedContacts(contacts: Float64Array, k: number, a: number, b: number): number {
  const rowSum = (domain: number) => contacts.subarray(domain * k, (domain + 1) * k).reduce((sum, n) => sum + n, 0);
  const all = contacts.reduce((sum, n) => sum + n, 0);
  return all > 0 ? (rowSum(a) * rowSum(b)) / all : 0;
}

function markerTable({ markers, names, plan }: GatheredCohort): CsvTable {
  const header = "domain,gene,score,log2_fold_change,p_value,p_adjusted,fraction_in,fraction_out,samples";
  const rows = markers.flatMap((found, k) =>
    Array.from(found.order, (u) => [
      ...[names[k], plan.measured[u], found.scores[u], found.logFoldChanges[u], found.pValues[u]],
      ...[found.adjustedPValues[u], found.fractionsIn[u], found.fractionsOut[u], found.samples],
    ]),
  );
  return csvTable("markers", header, rows);
}

function integrationTable({ fit: { integration } }: GatheredCohort): CsvTable {
  const rows = integration.map(({ stage, ilisi, attainable, kbet, batchSilhouette, clisi }) => [
    stage,
    ...[ilisi, attainable, kbet, batchSilhouette, clisi].map((value) => value ?? undefined),
  ]);
  return csvTable("integration", "stage,ilisi,ilisi_attainable,kbet_acceptance,batch_silhouette,clisi", rows);
}

function comparisonTables({ names, plan }: GatheredCohort, comparison: CohortComparison): readonly CsvTable[] {
  const { shares, domains, expression, pair, genes, conditions, adjustedFor } = comparison;
  const of = conditions.join(" / ");
  const adjusted = adjustedFor.join("; ");
  const shareRows = domains.map((name, g) => [
    ...[name, of, shares.statistics[g], shares.numerators[g], shares.pValues[g], shares.adjustedPValues[g], adjusted],
  ]);
  const geneRows = expression.flatMap((tests, k) => {
    if (!tests) return [];
    const tested = Array.from(genes.keys()).filter((g) => !Number.isNaN(tests.pValues[g]));
    tested.sort((a, b) => tests.pValues[a] - tests.pValues[b] || a - b);
    return tested.map((g) => [
      ...[names[k], plan.measured[genes[g]], of, tests.statistics[g], tests.numerators[g]],
      ...[tests.pValues[g], tests.adjustedPValues[g], adjusted],
    ]);
  });
  const ending = "conditions,f,degrees,p_value,p_adjusted,adjusted_for";
  return [
    csvTable("composition_tests", `domain,${ending}`, shareRows),
    csvTable("expression_tests", `domain,gene,${ending}`, geneRows),
    ...(pair ? pairTables(plan.measured, genes, pair) : []),
  ];
}

function pairTables(
  measured: readonly string[],
  genes: Uint32Array,
  { sizes, expression }: NonNullable<CohortComparison["pair"]>,
): readonly CsvTable[] {
  const { from, to } = sizes;
  const shareHeader =
    "domain,from,to,share_from,share_to,difference,difference_low,difference_high,log2_ratio,log2_ratio_low,log2_ratio_high,t,p_value,p_adjusted";
  const shareRows = sizes.rows.map((row) => [
    ...[row.type, from, to, row.shareFrom, row.shareTo, row.difference, ...row.differenceInterval],
    ...[row.logRatio, ...row.logRatioInterval, row.statistic, row.pValue, row.adjustedPValue],
  ]);
  const geneHeader = "domain,from,to,samples_from,samples_to,gene,log2_fold_change,mean_log2_cpm,t,p_value,p_adjusted";
  const geneRows = expression.flatMap((each) =>
    each
      ? Array.from(each.order)
          .filter((g) => !Number.isNaN(each.logFoldChanges[g]))
          .map((g) => [
            ...[each.group, from, to, each.samplesFrom, each.samplesTo, measured[genes[g]], each.logFoldChanges[g]],
            ...[each.meanLogs[g], each.statistics[g], each.pValues[g], each.adjustedPValues[g]],
          ])
      : [],
  );
  return [csvTable("composition_shifts", shareHeader, shareRows), csvTable("condition_genes", geneHeader, geneRows)];
}
