import { type AnnDataKeys, type DomainKeys, domainKeyOf } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { typeKeyOf } from "../cellTypes/keys.ts";
import type { CoOccurrenceMade, KnownCoOccurrence } from "./made.ts";

/** Ratios as `squidpy.gr.co_occurrence` keeps them. */
export function coOccurrenceKeys(
  { coOccurrence }: RunArtifacts<CoOccurrenceMade>,
  config: DomainKeys = {},
): Pick<AnnDataKeys, "uns"> {
  const { domains, types } = coOccurrence ?? {};
  const names = coOccurrenceNames(config);
  return {
    uns: {
      ...(domains ? { [names.domains]: entryOf(domains) } : {}),
      ...(types ? { [names.types]: entryOf(types) } : {}),
    },
  };
}

/** Entries of uns. */
export function coOccurrenceNames(config: DomainKeys) {
  return { domains: `${domainKeyOf(config)}_co_occurrence`, types: `${typeKeyOf(config)}_co_occurrence` };
}

function entryOf({ categories, distances, ratios, madeFrom = "" }: KnownCoOccurrence): Entry {
  const shape = [categories.length, categories.length, distances.length - 1];
  return { occ: { shape, values: ratios }, interval: distances, made_from: madeFrom };
}
