import type { StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import { areEnsembl } from "../allGenes/geneIdentifiers.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { CellTypeOptions } from "../cellTypes/options.ts";
import type { MarkedGroups } from "../geneSets/markedGroups.ts";
import { markedGroups } from "../geneSets/markedGroups.ts";
import type { GeneSetOptions } from "../geneSets/options.ts";
import type { GeneSetInput } from "../geneSets/readGeneSets.ts";
import type { MarkersMade } from "../markers/made.ts";
import { filterMarkers } from "../markers/markerFilter.ts";
import type { Markers } from "../markers/markers.ts";
import type { WantOptions } from "../want.ts";
import type { BackgroundInput } from "./background.ts";
import { type Enrichment, enrich } from "./enrichment.ts";
import { enrichrService } from "./enrichr.ts";
import type { GeneSetEnrichment, GroupEnrichment } from "./made.ts";
import type { EnrichmentOptions } from "./options.ts";

/** Genes that are looked up of each group: significant, clearly higher than elsewhere, at most so many. */
export const markerQuery = {
  maxAdjustedPValue: 0.05,
  minLogFoldChange: 0.5,
  minFractionIn: 0.1,
  maxFractionOut: Number.POSITIVE_INFINITY,
  limit: 200,
};

/** Gene sets over-represented among the markers of each domain and, where these were found, of each cell type. */
export async function makeEnrichment(
  {
    allGenes,
    domainMarkers,
    typeMarkers,
  }: AllGenesMade & Pick<MarkersMade, "domainMarkers"> & Partial<Pick<MarkersMade, "typeMarkers">>,
  { inputs, config, report, signal }: StepContext<EnrichmentOptions, GeneSetInput & BackgroundInput>,
): Promise<GeneSetEnrichment> {
  const say = (text: string) => report({ kind: "note", step: "enrichment", text });
  const { symbols } = allGenes;
  const { geneSets = [], background } = inputs ?? {};
  const warn = (text: string) => report({ kind: "warning", step: "enrichment", text });
  const { enrichr: remote, enrichrUrl } = config;
  const queryEnrichr = remote && enrichrService({ url: enrichrUrl.replace(/\/+$/, ""), libraries: remote, warn });
  const chosen = typeof background === "number" ? background : new Set(background ?? symbols);
  // What was decided for every query alike, such as how symbols are compared, is reported once.
  const notes = new Map<string, number>();
  const found = { queries: 0, terms: 0 };
  const lookUp = async (query: readonly string[]): Promise<readonly Enrichment[]> => {
    const local = geneSets.map((set) => enrich(query, set, { background: chosen }));
    const fetched = queryEnrichr ? await queryEnrichr(query, signal) : [];
    found.queries++;
    for (const { library, terms, notes: ownNotes } of [...local, ...fetched]) {
      found.terms += terms.length;
      for (const note of ownNotes) notes.set(`${library}: ${note}`, (notes.get(`${library}: ${note}`) ?? 0) + 1);
    }
    return [...local, ...fetched];
  };
  const ofGroups = async ({ groups }: Markers): Promise<GroupEnrichment[]> => {
    const made: GroupEnrichment[] = [];
    for (const markers of groups) {
      const query = Array.from(filterMarkers(markers, markerQuery), (gene) => symbols[gene]);
      made.push({ group: markers.group, query, libraries: query.length === 0 ? [] : await lookUp(query) });
    }
    return made;
  };
  const words = background === undefined ? "that were tested for markers" : "of --background";
  const size = typeof chosen === "number" ? chosen : chosen.size;
  const made = {
    domains: await ofGroups(domainMarkers),
    types: typeMarkers ? await ofGroups(typeMarkers) : [],
    background: `${size.toLocaleString("en")} genes ${words}`,
  };
  if (geneSets.length > 0) say(`against ${made.background}`);
  for (const [note, times] of notes) if (times === found.queries) say(note);
  if (geneSets.length > 0 && found.queries > 0 && found.terms === 0) {
    report({ kind: "warning", step: "enrichment", text: unmatched(symbols) });
  }
  return made;
}

/** Why no marker is in any gene set, and a suggested fix. */
export function unmatched(symbols: readonly string[]): string {
  const [first] = symbols;
  const genes = `no marker, of genes such as ${first}, is in a gene set`;
  return areEnsembl(symbols)
    ? `${genes}: these are Ensembl identifiers and gene sets name genes by symbol; give the symbols with --gene-names FILE.tsv (two columns, identifier and symbol, such as features.tsv)`
    : `${genes}: gene sets name genes by symbol; if these are identifiers, give the symbols with --gene-names FILE.tsv (two columns, identifier and symbol)`;
}

export const enrichmentStep: Step<
  GeneSetEnrichment,
  MarkedGroups,
  EnrichmentOptions & GeneSetOptions & WantOptions & CellTypeOptions,
  GeneSetInput & BackgroundInput
> = {
  does: ({ geneSets = [], enrichr = [] }) =>
    `Over-representation analysis of markers: ${[...geneSets, ...enrichr.map((name) => `${name} (Enrichr)`)].join(", ")}`,
  needs: markedGroups,
  policy: optional,
  run: makeEnrichment,
};
