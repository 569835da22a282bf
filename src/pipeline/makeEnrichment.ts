import { enrich } from "../analysis/enrichment.ts";
import { filterMarkers } from "../analysis/markerFilter.ts";
import type { Markers } from "../analysis/markers.ts";
import type { Artifacts, Context, GeneSetEnrichment, GroupEnrichment } from "./artifacts.ts";

/** Genes that are looked up of each group: significant, clearly higher than elsewhere, at most so many. */
const queryFilter = {
  maxAdjustedPValue: 0.05,
  minLogFoldChange: 0.5,
  minFractionIn: 0.1,
  maxFractionOut: Number.POSITIVE_INFINITY,
  limit: 200,
};

/** Gene sets over-represented among the markers of each domain and, where these were found, of each cell type. */
export function makeEnrichment(
  {
    allGenes,
    domainMarkers,
    typeMarkers,
  }: Pick<Artifacts, "allGenes" | "domainMarkers"> & Partial<Pick<Artifacts, "typeMarkers">>,
  { geneSets = [], background, report }: Context,
): GeneSetEnrichment {
  const say = (text: string) => report({ kind: "note", step: "enrichment", text });
  const { symbols } = allGenes;
  const chosen = typeof background === "number" ? background : new Set(background ?? symbols);
  // What was decided for every query alike, such as how symbols are compared, is said once.
  const notes = new Map<string, number>();
  let lookups = 0;
  const ofGroups = ({ groups }: Markers): GroupEnrichment[] =>
    groups.map((markers) => {
      const query = Array.from(filterMarkers(markers, queryFilter), (gene) => symbols[gene]);
      const libraries = query.length === 0 ? [] : geneSets.map((set) => enrich(query, set, { background: chosen }));
      if (query.length > 0) lookups++;
      for (const { library, notes: said } of libraries) {
        for (const note of said) notes.set(`${library}: ${note}`, (notes.get(`${library}: ${note}`) ?? 0) + 1);
      }
      return { group: markers.group, query, libraries };
    });
  const words = background === undefined ? "that were tested for markers" : "of --background";
  const size = typeof chosen === "number" ? chosen : chosen.size;
  const made = {
    domains: ofGroups(domainMarkers),
    types: typeMarkers ? ofGroups(typeMarkers) : [],
    background: `${size} genes ${words}`,
  };
  say(`against ${made.background}`);
  for (const [note, times] of notes) if (times === lookups) say(note);
  return made;
}
