import { type AnnDataKeys, type DomainKeys, domainKeyOf } from "../../results/annDataKeys.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { compressed } from "../../results/sparseKeys.ts";
import type { PagaMade } from "./made.ts";

/** Connectivities as `scanpy.tl.paga` keeps them. */
export function pagaKeys(
  { paga, domains }: RunArtifacts<PagaMade>,
  config: DomainKeys = {},
): Partial<Pick<AnnDataKeys, "uns">> {
  if (!paga || paga.groups.length === 0) return {};
  const { groups, connectivities, tree } = paga;
  return {
    uns: {
      paga: {
        connectivities: compressed(groups.length, connectivities),
        connectivities_tree: compressed(groups.length, tree),
        groups: domainKeyOf(config),
      },
      [`${domainKeyOf(config)}_sizes`]: Int32Array.from(domains.domains, ({ size }) => size),
    },
  };
}
