import type { AnnDataKeys, DomainKeys } from "../../results/annDataKeys.ts";
import { domainKeyOf } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { typeKeyOf } from "../cellTypes/keys.ts";
import { markerEntry } from "../markers/keys.ts";
import type { Contrasted, ContrastsMade } from "./made.ts";
import { contrastSlugs } from "./words.ts";

/** Each contrast as `scanpy.get.rank_genes_groups_df(adata, group=None, key=...)` reads it. */
export function contrastKeys(
  { dataset, allGenes, contrasts = [] }: RunArtifacts<AllGenesMade & ContrastsMade>,
  config: DomainKeys = {},
): Partial<Pick<AnnDataKeys, "uns">> {
  if (!allGenes || contrasts.length === 0) return {};
  const slugs = contrastSlugs(contrasts);
  const entries = contrasts.flatMap((each, at): [string, Entry][] => {
    const groups = [{ ...each.markers, group: each.up.join(", ") }];
    const grouping = { groupby: groupbyOf(each, config), reference: each.down.join(", ") };
    const entry = markerEntry({ groups }, { dataset, allGenes }, grouping);
    return entry ? [[`${config.key ?? "cellscape"}_contrast_${slugs[at].replaceAll("-", "_")}`, entry]] : [];
  });
  return { uns: Object.fromEntries(entries) };
}

function groupbyOf({ of }: Contrasted, config: DomainKeys): string {
  if (of === "domains") return domainKeyOf(config);
  return of === "types" ? typeKeyOf(config) : of.column;
}
