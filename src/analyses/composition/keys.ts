import type { Column } from "../../data/table.ts";
import type { AnnDataKeys } from "../../results/annDataKeys.ts";
import { columnNames } from "../../results/columnNames.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { CompositionMade } from "./made.ts";

/** The share of each cell type in each domain, one row per domain. */
export function compositionKeys({ composition }: RunArtifacts<CompositionMade>): Partial<Pick<AnnDataKeys, "uns">> {
  if (!composition) return {};
  const { domains, types, proportions } = composition.composition;
  const share = (j: number): Column => ({
    kind: "number",
    values: Float64Array.from(domains, (_, i) => proportions[i * types.length + j]),
  });
  const columns = new Map(columnNames(types).map((name, j) => [name, share(j)]));
  return { uns: { cellscape_composition: { names: domains, columns } } };
}
