import type { Matrix } from "../../data/matrix.ts";
import { type AnnDataKeys, type DomainKeys, domainKeyOf } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { typeKeyOf } from "../cellTypes/keys.ts";
import type { KnownEnrichment, NeighborhoodsMade } from "./made.ts";

/** Scores as `squidpy.gr.nhood_enrichment` keeps them. */
export function neighborhoodKeys(
  { neighborhoods }: RunArtifacts<NeighborhoodsMade>,
  config: DomainKeys = {},
): Pick<AnnDataKeys, "uns"> {
  const { domains, types } = neighborhoods ?? {};
  const names = neighborhoodNames(config);
  return {
    uns: {
      ...(domains ? { [names.domains]: entryOf(domains) } : {}),
      ...(types ? { [names.types]: entryOf(types) } : {}),
    },
  };
}

/** Entries of uns. */
export function neighborhoodNames(config: DomainKeys) {
  return { domains: `${domainKeyOf(config)}_nhood_enrichment`, types: `${typeKeyOf(config)}_nhood_enrichment` };
}

function entryOf({ categories, zScores, counts, expected, madeFrom = "" }: KnownEnrichment): Entry {
  const square = (values: Float64Array): Matrix => ({ rows: categories.length, columns: categories.length, values });
  return { zscore: square(zScores), count: square(counts), expected: square(expected), made_from: madeFrom };
}
