import { profileTables } from "../analyses/colocalization/profile.ts";
import type { Artifacts } from "../run/artifacts.ts";
import { csvLine } from "./csv.ts";

/** A table of a run: file name and CSV text. */
export interface CsvTable {
  readonly name: string;
  readonly csv: string;
}

/** Genes of each group in a table of markers; result.h5ad has all of them. */
const mostMarkers = 1000;

type Made = Pick<Artifacts, "dataset"> &
  Partial<
    Pick<
      Artifacts,
      | "allGenes"
      | "domainMarkers"
      | "typeMarkers"
      | "spatialGenes"
      | "composition"
      | "integration"
      | "comparison"
      | "neighborhoods"
      | "coOccurrence"
      | "colocalization"
      | "enrichment"
      | "gsea"
      | "seedScores"
      | "paga"
    >
  >;

/** The results of the analyses that ran, as tables. */
export function analysisTables(made: Made): CsvTable[] {
  const { allGenes, domainMarkers, typeMarkers, spatialGenes, composition, neighborhoods, enrichment, paga } = made;
  const { integration, comparison, coOccurrence, colocalization, gsea, seedScores } = made;
  const tested = colocalization && colocalization.found.length > 0 ? colocalization.found : undefined;
  const genes = allGenes && { ...allGenes, names: made.dataset.genes };
  const tables: (CsvTable | undefined)[] = [
    genes && domainMarkers && markerTable("markers_domains", domainMarkers, genes),
    genes && typeMarkers && markerTable("markers_cell_types", typeMarkers, genes),
    genes && spatialGenes && spatialTable(spatialGenes, genes),
    composition && compositionTable(composition),
    comparison && shiftTable(comparison),
    genes && comparison && comparison.expression.length > 0 ? conditionTable(comparison, genes) : undefined,
    genes && comparison && comparison.cells.length > 0 ? cellTable(comparison, genes) : undefined,
    integration && integration.stages.length > 0 ? integrationTable(integration) : undefined,
    neighborhoods?.domains && neighborTable("neighborhoods_domains", neighborhoods.domains),
    neighborhoods?.types && neighborTable("neighborhoods_cell_types", neighborhoods.types),
    coOccurrence?.domains && distanceTable("co_occurrence_domains", coOccurrence.domains),
    coOccurrence?.types && distanceTable("co_occurrence_cell_types", coOccurrence.types),
    tested && nearnessTable(tested),
    tested && { name: "colocalization_profile", csv: profileTables(tested) },
    paga && pagaTable(paga),
    enrichment && enrichmentTable("enrichment_domains", enrichment.domains),
    enrichment && enrichment.types.length > 0 ? enrichmentTable("enrichment_cell_types", enrichment.types) : undefined,
    gsea && gsea.domains.length > 0 ? gseaTable("gsea_domains", gsea.domains) : undefined,
    gsea && gsea.types.length > 0 ? gseaTable("gsea_cell_types", gsea.types) : undefined,
    seedScores && scoreTable(seedScores),
  ];
  return tables.filter((table) => table !== undefined);
}

interface Genes extends Pick<Artifacts["allGenes"], "genes" | "symbols"> {
  /** Names of the dataset's genes. */
  readonly names: readonly string[];
}

function table(name: string, header: string, rows: readonly (readonly (string | number | undefined)[])[]): CsvTable {
  return { name, csv: `${[header, ...rows.map(csvLine)].join("\n")}\n` };
}

function markerTable(name: string, { groups }: Artifacts["domainMarkers"], { genes, symbols, names }: Genes): CsvTable {
  const header =
    "group,rank,gene,symbol,score,log2_fold_change,p_value,p_adjusted,fraction_in,fraction_out,mean_in,mean_out";
  const rows = groups.flatMap((group) =>
    Array.from(group.order.subarray(0, mostMarkers), (u, at) => [
      ...[group.group, at + 1, names[genes[u]], symbols[u], group.scores[u], group.logFoldChanges[u], group.pValues[u]],
      ...[group.adjustedPValues[u], group.fractionsIn[u], group.fractionsOut[u], group.meansIn[u], group.meansOut[u]],
    ]),
  );
  return table(name, header, rows);
}

function spatialTable(found: Artifacts["spatialGenes"], { genes, symbols, names }: Genes): CsvTable {
  const header = "rank,gene,symbol,morans_i,p_value,p_adjusted";
  const rows = Array.from(found.order, (u, at) => [
    ...[at + 1, names[genes[u]], symbols[u], found.values[u], found.pValuesNormal[u], found.adjustedNormal[u]],
  ]);
  return table("spatial_genes", header, rows);
}

function compositionTable({ composition, ...against }: Artifacts["composition"]): CsvTable {
  const header =
    "domain,cell_type,cells,proportion,proportion_overall,log2_ratio,z_score,p_enriched,p_depleted,p_adjusted";
  const { domains, types, counts, proportions, overall } = composition;
  const rows = domains.flatMap((domain, i) =>
    types.map((type, j) => {
      const at = i * types.length + j;
      const { logRatios, zScores, pEnriched, pDepleted, adjusted } = against;
      const tests = [logRatios[at], zScores[at], pEnriched[at], pDepleted[at], adjusted[at]];
      return [domain, type, counts[at], proportions[at], overall[j], ...tests];
    }),
  );
  return table("composition", header, rows);
}

function shiftTable({ sizes, types, within, from, to, adjustedFor }: Artifacts["comparison"]): CsvTable {
  const adjusted = adjustedColumn(adjustedFor);
  const header = `what,domain,name,from,to,share_from,share_to,difference,difference_low,difference_high,log2_ratio,log2_ratio_low,log2_ratio_high,t,p_value,p_adjusted${adjusted.header}`;
  const line = (what: string) => (row: (typeof sizes.rows)[number]) => [
    ...[what, row.domain, row.type, from, to, row.shareFrom, row.shareTo, row.difference, ...row.differenceInterval],
    ...[row.logRatio, ...row.logRatioInterval, row.statistic, row.pValue, row.adjustedPValue],
    ...adjusted.fields,
  ];
  const rows = [
    ...sizes.rows.map(line("domain of all cells")),
    ...types.rows.map(line("cell type of all cells")),
    ...within.rows.map(line("cell type in a domain")),
  ];
  return table("composition_shifts", header, rows);
}

/** Said in each row, so that a table that is read alone tells it; no column where nothing was adjusted for. */
function adjustedColumn(adjustedFor: readonly string[]): { header: string; fields: readonly string[] } {
  if (adjustedFor.length === 0) return { header: "", fields: [] };
  return { header: ",adjusted_for", fields: [adjustedFor.join("; ")] };
}

function conditionTable(
  { expression, adjustedFor }: Artifacts["comparison"],
  { genes, symbols, names }: Genes,
): CsvTable {
  const adjusted = adjustedColumn(adjustedFor);
  const header = `of,group,from,to,samples_from,samples_to,gene,symbol,log2_fold_change,mean_log2_cpm,t,p_value,p_adjusted${adjusted.header}`;
  const rows = expression.flatMap((each) =>
    Array.from(each.order)
      .filter((u) => !Number.isNaN(each.logFoldChanges[u]))
      .map((u) => [
        ...[each.of, each.group, each.from, each.to, each.samplesFrom, each.samplesTo, names[genes[u]], symbols[u]],
        ...[each.logFoldChanges[u], each.meanLogs[u], each.statistics[u], each.pValues[u], each.adjustedPValues[u]],
        ...adjusted.fields,
      ]),
  );
  return table("condition_genes", header, rows);
}

function cellTable({ cells, from, to }: Artifacts["comparison"], { genes, symbols, names }: Genes): CsvTable {
  const header =
    "of,group,from,to,cells_from,cells_to,gene,symbol,score,log2_fold_change,p_value_cells,p_adjusted_cells";
  const rows = cells.flatMap(({ of, group, markers }) =>
    Array.from(markers.order, (u) => [
      ...[of, group, from, to, markers.otherCells, markers.cells, names[genes[u]], symbols[u]],
      ...[markers.scores[u], markers.logFoldChanges[u], markers.pValues[u], markers.adjustedPValues[u]],
    ]),
  );
  return table("condition_genes_by_cells", header, rows);
}

function integrationTable({ stages }: Artifacts["integration"]): CsvTable {
  const header =
    "stage,cells,ilisi_mean,ilisi_median,ilisi_maximum,ilisi_attainable,ilisi_scaled,kbet_acceptance,batch_silhouette,clisi_mean,domain_silhouette,connectivity";
  const rows = stages.map(({ stage, scores: { cells, ilisi, kbet, batchSilhouette, labels } }) => [
    ...[stage, cells, ilisi.mean, ilisi.median, ilisi.maximum, ilisi.attainable, ilisi.scaled],
    ...[kbet, batchSilhouette],
    ...[labels?.clisi.mean, labels?.silhouette, labels?.connectivity],
  ]);
  return table("integration", header, rows);
}

function neighborTable(
  name: string,
  { categories, counts, expected, zScores }: NonNullable<Artifacts["neighborhoods"]["domains"]>,
): CsvTable {
  const rows = categories.flatMap((from, i) =>
    categories.map((to, j) => {
      const at = i * categories.length + j;
      return [from, to, counts[at], expected[at], zScores[at]];
    }),
  );
  return table(name, "from,to,edges,expected,z_score", rows);
}

function distanceTable(
  name: string,
  { categories, distances, ratios }: NonNullable<Artifacts["coOccurrence"]["domains"]>,
): CsvTable {
  const bins = distances.length - 1;
  const rows = categories.flatMap((group, i) =>
    categories.flatMap((around, j) =>
      Array.from({ length: bins }, (_, r) => {
        return [group, around, distances[r + 1], ratios[(i * categories.length + j) * bins + r]];
      }),
    ),
  );
  return table(name, "group,around,distance,ratio", rows);
}

function nearnessTable(found: Artifacts["colocalization"]["found"]): CsvTable {
  const header =
    "of,cells,high,nearness,null_mean,null_deviation,z_score,p_value,permutations,median_distance_high,median_distance_other";
  const rows = found.map((each) => [
    ...[each.of, each.cells, each.high, each.nearness, each.nullMean, each.nullDeviation, each.zScore, each.pValue],
    ...[each.permutations, each.medianDistanceHigh, each.medianDistanceOther],
  ]);
  return table("colocalization", header, rows);
}

function gseaTable(name: string, groups: Artifacts["gsea"]["domains"]): CsvTable {
  const header =
    "group,library,rank,term,genes,enrichment_score,normalized_score,p_value,false_discovery_rate,leading_edge";
  const rows = groups.flatMap(({ group, libraries }) =>
    libraries.flatMap(({ library, terms }) =>
      terms.map((term, at) => [
        ...[group, library, at + 1, term.term, term.hits.length, term.enrichmentScore, term.normalizedScore],
        ...[term.pValue, term.falseDiscoveryRate, term.leadingEdge.join(";")],
      ]),
    ),
  );
  return table(name, header, rows);
}

function scoreTable({ seeds, together }: Artifacts["seedScores"]): CsvTable {
  const rows = [
    { seed: "all", stage: "after_vote", scores: together },
    ...seeds.flatMap(({ seed, raw, refined }) => [
      { seed, stage: "before_vote", scores: raw },
      { seed, stage: "after_vote", scores: refined },
    ]),
  ];
  return table(
    "scores_over_seeds",
    "seed,stage,nmi,homogeneity,completeness,ari",
    rows.map(({ seed, stage, scores }) => [
      ...[seed, stage, scores.nmi, scores.homogeneity, scores.completeness, scores.ari],
    ]),
  );
}

function pagaTable({ groups, connectivities, tree }: Artifacts["paga"]): CsvTable {
  const k = groups.length;
  const rows = groups.flatMap((from, i) =>
    groups.slice(i + 1).map((to, offset) => {
      const j = i + 1 + offset;
      return [from, to, connectivities[i * k + j], Math.max(tree[i * k + j], tree[j * k + i]) > 0 ? 1 : 0];
    }),
  );
  return table("paga", "from,to,connectivity,in_tree", rows);
}

function enrichmentTable(name: string, groups: Artifacts["enrichment"]["domains"]): CsvTable {
  const header =
    "group,library,rank,term,overlap,term_size,query_size,p_value,p_adjusted,odds_ratio,combined_score,genes";
  const rows = groups.flatMap(({ group, libraries }) =>
    libraries.flatMap(({ library, querySize, terms }) =>
      terms.map((term, at) => [
        ...[group, library, at + 1, term.term, term.genes.length, term.size, querySize, term.pValue],
        ...[term.adjustedPValue, term.oddsRatio, term.combinedScore, term.genes.join(";")],
      ]),
    ),
  );
  return table(name, header, rows);
}
