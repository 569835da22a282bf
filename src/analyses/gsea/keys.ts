import { type AnnDataKeys, numberColumn, textColumn } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { GroupRanking, GseaMade } from "./made.ts";

/** Tables with one row per group, library and set, in columns as GSEApy names them. */
export function gseaKeys({ gsea }: RunArtifacts<GseaMade>): Partial<Pick<AnnDataKeys, "uns">> {
  if (!gsea || gsea.domains.length === 0) return {};
  const { domains, types } = gsea;
  return {
    uns: {
      cellscape_gsea: entryOf(domains),
      ...(types.length > 0 ? { cellscape_gsea_cell_type: entryOf(types) } : {}),
    },
  };
}

function entryOf(groups: readonly GroupRanking[]): Entry {
  const rows = groups.flatMap(({ group, libraries }) =>
    libraries.flatMap(({ library, terms }) => terms.map((term) => ({ ...term, group, library }))),
  );
  return {
    names: rows.map((_, at) => `${at}`),
    columns: new Map([
      ["group", textColumn(rows, ({ group }) => group)],
      ["library", textColumn(rows, ({ library }) => library)],
      ["Term", textColumn(rows, ({ term }) => term)],
      ["ES", numberColumn(rows, ({ enrichmentScore }) => enrichmentScore)],
      ["NES", numberColumn(rows, ({ normalizedScore }) => normalizedScore)],
      ["NOM p-val", numberColumn(rows, ({ pValue }) => pValue)],
      ["FDR q-val", numberColumn(rows, ({ falseDiscoveryRate }) => falseDiscoveryRate)],
      ["Lead_genes", textColumn(rows, ({ leadingEdge }) => leadingEdge.join(";"))],
    ]),
  };
}
