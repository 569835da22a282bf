import { type AnnDataKeys, type DomainKeys, domainKeyOf } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { typeKeyOf } from "../cellTypes/keys.ts";
import type { CoOccurrence } from "./coOccurrence.ts";
import type { CoOccurrenceMade } from "./made.ts";

/** Ratios as `squidpy.gr.co_occurrence` keeps them. */
export function coOccurrenceKeys(
  { coOccurrence }: RunArtifacts<CoOccurrenceMade>,
  config: DomainKeys = {},
): Pick<AnnDataKeys, "uns"> {
  const { domains, types } = coOccurrence ?? {};
  return {
    uns: {
      ...(domains ? { [`${domainKeyOf(config)}_co_occurrence`]: entryOf(domains) } : {}),
      ...(types ? { [`${typeKeyOf(config)}_co_occurrence`]: entryOf(types) } : {}),
    },
  };
}

function entryOf({ categories, distances, ratios }: CoOccurrence): Entry {
  const shape = [categories.length, categories.length, distances.length - 1];
  return { occ: { shape, values: ratios }, interval: distances };
}
