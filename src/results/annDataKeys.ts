import { colocalizationEntries, targetDistance } from "../analyses/colocalization/keys.ts";
import { markerEntry, moranEntry } from "../analyses/markers/keys.ts";
import type { Matrix } from "../data/matrix.ts";
import type { CategoryColumn, Column, NumberColumn } from "../data/table.ts";
import type { Artifacts, EmbeddingGraph, EmbeddingName } from "../run/artifacts.ts";
import type { Config } from "../run/options/config.ts";
import { columnNames } from "./columnNames.ts";
import type { Entry } from "./entry.ts";
import { typeColors } from "./reported.ts";
import { compressed, type Part, type SparseRows, spreadNeighbors } from "./sparseKeys.ts";

/** What the analyses add to the input, under the keys that scanpy and squidpy read. */
export interface AnalysisKeys {
  readonly obs: Readonly<Record<string, CategoryColumn | NumberColumn>>;
  readonly obsm: Readonly<Record<string, Matrix>>;
  readonly obsp: Readonly<Record<string, SparseRows>>;
  readonly uns: Readonly<Record<string, Entry>>;
}

export type Analysed = Pick<Artifacts, "dataset" | "selection" | "domains"> &
  Partial<
    Pick<
      Artifacts,
      | "allGenes"
      | "spatialNeighbors"
      | "intrinsicNeighbors"
      | "cellTypes"
      | "umaps"
      | "paga"
      | "domainMarkers"
      | "typeMarkers"
      | "spatialGenes"
      | "composition"
      | "integration"
      | "comparison"
      | "neighborhoods"
      | "coOccurrence"
      | "colocalization"
      | "gsea"
    >
  >;

const domainKey = "cellscape_domain";
const typeKey = "cellscape_cell_type";

/** obsm keys of the embeddings, for `use_rep`. */
const embeddingKeys: Readonly<Record<EmbeddingName, string>> = {
  spatial: "X_cellscape_spatial",
  intrinsic: "X_cellscape_intrinsic",
  fused: "X_cellscape",
  components: "components",
};

/** Keys of the analyses that ran; cells that took no part have no type, a place of NaN and no neighbours. */
export function analysisKeys(made: Analysed, config: Config): AnalysisKeys {
  const { cellTypes, umaps = [], spatialNeighbors, intrinsicNeighbors } = made;
  const parts = [
    ...(spatialNeighbors ? [graphKeys("", spatialNeighbors, made, config)] : []),
    ...(intrinsicNeighbors ? [graphKeys("cellscape_intrinsic_", intrinsicNeighbors, made, config)] : []),
  ];
  return {
    obs: {
      ...(cellTypes ? { [typeKey]: spreadLabels(cellTypes.types, made) } : {}),
      ...targetDistance(made),
    },
    obsm: Object.fromEntries(
      umaps.map(({ embedding, layout }) => [umapKey(embedding), spreadRows(layout, made)] as const),
    ),
    obsp: Object.assign({}, ...parts.map(({ obsp }) => obsp)),
    uns: {
      ...Object.assign({}, ...parts.map(({ uns }) => uns)),
      ...typeEntries(made, config),
      ...umapEntries(umaps, config),
      ...pagaEntries(made),
      ...markerEntries(made),
      ...spatialEntries(made),
      ...neighborhoodEntries(made),
      ...integrationEntries(made),
      ...comparisonEntries(made),
      ...distanceEntries(made),
      ...colocalizationEntries(made),
      ...gseaEntries(made),
    },
  };
}

/** The map of the spatial embedding takes scanpy's own key. */
export function umapKey(embedding: EmbeddingName): string {
  return embedding === "spatial" ? "X_umap" : `X_umap_${embedding}`;
}

function graphKeys(prefix: string, graph: EmbeddingGraph, part: Part, { seed }: Config) {
  const { connectivities, distances } = spreadNeighbors(graph, part);
  const keys = { connectivities: `${prefix}connectivities`, distances: `${prefix}distances` };
  const params = {
    n_neighbors: graph.neighbors.k + 1,
    method: "umap",
    metric: "euclidean",
    random_state: seed,
    use_rep: embeddingKeys[graph.embedding],
  };
  const entry: Entry = { connectivities_key: keys.connectivities, distances_key: keys.distances, params };
  return {
    obsp: { [keys.connectivities]: connectivities, [keys.distances]: distances },
    uns: { [`${prefix}neighbors`]: entry },
  };
}

function typeEntries(made: Analysed, { seed }: Config): Readonly<Record<string, Entry>> {
  const { cellTypes } = made;
  if (!cellTypes) return {};
  const { method, resolution, modularity } = cellTypes;
  const colors = { [`${typeKey}_colors`]: typeColors(made) };
  if (resolution === undefined || modularity === undefined) return colors;
  const params = { resolution, random_state: seed, n_iterations: -1 };
  return { ...colors, [method]: { params, modularity } };
}

function umapEntries(umaps: Artifacts["umaps"], { seed }: Config): Readonly<Record<string, Entry>> {
  const [first] = umaps;
  return first ? { umap: { params: { a: first.a, b: first.b, random_state: seed } } } : {};
}

function pagaEntries({ paga, domains }: Analysed): Readonly<Record<string, Entry>> {
  if (!paga || paga.groups.length === 0) return {};
  const { groups, connectivities, tree } = paga;
  return {
    paga: {
      connectivities: compressed(groups.length, connectivities),
      connectivities_tree: compressed(groups.length, tree),
      groups: domainKey,
    },
    [`${domainKey}_sizes`]: Int32Array.from(domains.domains, ({ size }) => size),
  };
}

function markerEntries({ dataset, allGenes, domainMarkers, typeMarkers }: Analysed): Readonly<Record<string, Entry>> {
  if (!allGenes) return {};
  const ofDomains = domainMarkers && markerEntry(domainMarkers, { dataset, allGenes }, domainKey);
  const ofTypes = typeMarkers && markerEntry(typeMarkers, { dataset, allGenes }, typeKey);
  return {
    ...(ofDomains ? { rank_genes_groups: ofDomains } : {}),
    ...(ofTypes ? { rank_genes_groups_cell_type: ofTypes } : {}),
  };
}

function spatialEntries({ dataset, allGenes, spatialGenes }: Analysed): Readonly<Record<string, Entry>> {
  return allGenes && spatialGenes ? { moranI: moranEntry(spatialGenes, { dataset, allGenes }) } : {};
}

function comparisonEntries({ comparison }: Analysed): Readonly<Record<string, Entry>> {
  if (!comparison) return {};
  const { from, to, column, adjustedFor, sizes, types, within } = comparison;
  const entry = ({ rows }: typeof sizes): Entry => {
    const numbers = (of: (row: (typeof rows)[number]) => number): Column => ({
      kind: "number",
      values: Float64Array.from(rows, of),
    });
    return {
      names: rows.map(({ type, domain }) => (domain === undefined ? type : `${domain}: ${type}`)),
      columns: new Map([
        ["share_from", numbers((row) => row.shareFrom)],
        ["share_to", numbers((row) => row.shareTo)],
        ["log2_ratio", numbers((row) => row.logRatio)],
        ["pval", numbers((row) => row.pValue)],
        ["pval_adj", numbers((row) => row.adjustedPValue)],
      ]),
    };
  };
  const reason = sizes.reason === undefined ? {} : { reason: sizes.reason };
  const adjusted = adjustedFor.length === 0 ? {} : { adjusted_for: adjustedFor };
  const shifts = { domains: entry(sizes), cell_types: entry(types), cell_types_in_domains: entry(within) };
  return { cellscape_comparison: { column, from, to, ...adjusted, ...reason, ...shifts } };
}

function integrationEntries({ integration }: Analysed): Readonly<Record<string, Entry>> {
  if (!integration || integration.stages.length === 0) return {};
  const { stages, dependence } = integration;
  const column = (of: (scores: (typeof stages)[number]["scores"]) => number): Column => ({
    kind: "number",
    values: Float64Array.from(stages, ({ scores }) => of(scores)),
  });
  const table: Entry = {
    names: stages.map(({ stage }) => stage),
    columns: new Map([
      ["ilisi", column(({ ilisi }) => ilisi.mean)],
      ["ilisi_maximum", column(({ ilisi }) => ilisi.maximum)],
      ["ilisi_attainable", column(({ ilisi }) => ilisi.attainable)],
      ["ilisi_scaled", column(({ ilisi }) => ilisi.scaled)],
      ["kbet", column(({ kbet }) => kbet)],
      ["batch_silhouette", column(({ batchSilhouette }) => batchSilhouette)],
      ["clisi", column(({ labels }) => labels?.clisi.mean ?? Number.NaN)],
      ["domain_silhouette", column(({ labels }) => labels?.silhouette ?? Number.NaN)],
      ["connectivity", column(({ labels }) => labels?.connectivity ?? Number.NaN)],
    ]),
  };
  const { cramersV, nmi, expectedNmi, driven } = dependence;
  return {
    cellscape_integration: { scores: table, cramers_v: cramersV, nmi, expected_nmi: expectedNmi, driven },
  };
}

function neighborhoodEntries({ neighborhoods, composition }: Analysed): Readonly<Record<string, Entry>> {
  const entry = ({ categories, zScores, counts }: NonNullable<Artifacts["neighborhoods"]["types"]>): Entry => {
    const square = (values: Float64Array): Matrix => ({ rows: categories.length, columns: categories.length, values });
    return { zscore: square(zScores), count: square(counts) };
  };
  const shares = composition?.composition;
  const share = (j: number): Column => ({
    kind: "number",
    values: Float64Array.from(shares?.domains ?? [], (_, i) => shares?.proportions[i * shares.types.length + j] ?? 0),
  });
  return {
    ...(neighborhoods?.domains ? { [`${domainKey}_nhood_enrichment`]: entry(neighborhoods.domains) } : {}),
    ...(neighborhoods?.types ? { [`${typeKey}_nhood_enrichment`]: entry(neighborhoods.types) } : {}),
    ...(shares
      ? {
          cellscape_composition: {
            names: shares.domains,
            columns: new Map(columnNames(shares.types).map((name, j) => [name, share(j)])),
          },
        }
      : {}),
  };
}

function distanceEntries({ coOccurrence }: Analysed): Readonly<Record<string, Entry>> {
  const entry = ({ categories, distances, ratios }: NonNullable<Artifacts["coOccurrence"]["domains"]>): Entry => {
    const shape = [categories.length, categories.length, distances.length - 1];
    return { occ: { shape, values: ratios }, interval: distances };
  };
  return {
    ...(coOccurrence?.domains ? { [`${domainKey}_co_occurrence`]: entry(coOccurrence.domains) } : {}),
    ...(coOccurrence?.types ? { [`${typeKey}_co_occurrence`]: entry(coOccurrence.types) } : {}),
  };
}

/** Tables with a row a group, library and set, in columns as GSEApy calls them. */
function gseaEntries({ gsea }: Analysed): Readonly<Record<string, Entry>> {
  const entry = (groups: Artifacts["gsea"]["domains"]): Entry => {
    const rows = groups.flatMap(({ group, libraries }) =>
      libraries.flatMap(({ library, terms }) => terms.map((term) => ({ ...term, group, library }))),
    );
    const text = (of: (row: (typeof rows)[number]) => string): Column => ({ kind: "string", values: rows.map(of) });
    const number = (of: (row: (typeof rows)[number]) => number): Column => {
      return { kind: "number", values: Float64Array.from(rows, of) };
    };
    return {
      names: rows.map((_, at) => `${at}`),
      columns: new Map([
        ["group", text(({ group }) => group)],
        ["library", text(({ library }) => library)],
        ["Term", text(({ term }) => term)],
        ["ES", number(({ enrichmentScore }) => enrichmentScore)],
        ["NES", number(({ normalizedScore }) => normalizedScore)],
        ["NOM p-val", number(({ pValue }) => pValue)],
        ["FDR q-val", number(({ falseDiscoveryRate }) => falseDiscoveryRate)],
        ["Lead_genes", text(({ leadingEdge }) => leadingEdge.join(";"))],
      ]),
    };
  };
  return gsea && gsea.domains.length > 0
    ? {
        cellscape_gsea: entry(gsea.domains),
        ...(gsea.types.length > 0 ? { cellscape_gsea_cell_type: entry(gsea.types) } : {}),
      }
    : {};
}

function spreadLabels({ codes, ...names }: CategoryColumn, { dataset, selection }: Part): CategoryColumn {
  const all = new Int32Array(dataset.cells.length).fill(-1);
  selection.cells.forEach((cell, i) => {
    all[cell] = codes[i];
  });
  return { ...names, codes: all };
}

function spreadRows({ columns, values }: Matrix, { dataset, selection }: Part): Matrix {
  const n = dataset.cells.length;
  const all = new Float32Array(n * columns).fill(Number.NaN);
  selection.cells.forEach((cell, i) => {
    for (let j = 0; j < columns; j++) all[cell * columns + j] = values[i * columns + j];
  });
  return { rows: n, columns, values: all };
}
