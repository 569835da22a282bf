import type { Matrix } from "../../data/matrix.ts";
import { type AnnDataKeys, type DomainKeys, domainKeyOf } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { typeKeyOf } from "../cellTypes/keys.ts";
import type { NeighborhoodsMade } from "./made.ts";
import type { NeighborhoodEnrichment } from "./neighborhoods.ts";

/** Scores as `squidpy.gr.nhood_enrichment` keeps them. */
export function neighborhoodKeys(
  { neighborhoods }: RunArtifacts<NeighborhoodsMade>,
  config: DomainKeys = {},
): Pick<AnnDataKeys, "uns"> {
  const { domains, types } = neighborhoods ?? {};
  return {
    uns: {
      ...(domains ? { [`${domainKeyOf(config)}_nhood_enrichment`]: entryOf(domains) } : {}),
      ...(types ? { [`${typeKeyOf(config)}_nhood_enrichment`]: entryOf(types) } : {}),
    },
  };
}

function entryOf({ categories, zScores, counts }: NeighborhoodEnrichment): Entry {
  const square = (values: Float64Array): Matrix => ({ rows: categories.length, columns: categories.length, values });
  return { zscore: square(zScores), count: square(counts) };
}
