import type { Column } from "../../data/table.ts";
import type { AnnDataKeys } from "../../results/annDataKeys.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { SpatialGenesMade } from "./made.ts";

/** Moran's I as `squidpy.gr.spatial_autocorr(mode="moran")` keeps it, the most spatial gene first. */
export function spatialGeneKeys({
  dataset,
  allGenes,
  spatialGenes,
}: RunArtifacts<AllGenesMade & SpatialGenesMade>): Partial<Pick<AnnDataKeys, "uns">> {
  if (!allGenes || !spatialGenes) return {};
  const { order, values, pValuesNormal, adjustedNormal, varianceNormal } = spatialGenes;
  const column = (of: (u: number) => number): Column => ({ kind: "number", values: Float64Array.from(order, of) });
  return {
    uns: {
      moranI: {
        names: Array.from(order, (u) => dataset.genes[allGenes.genes[u]]),
        columns: new Map([
          ["I", column((u) => values[u])],
          ["pval_norm", column((u) => pValuesNormal[u])],
          ["var_norm", column(() => varianceNormal)],
          ["pval_norm_fdr_bh", column((u) => adjustedNormal[u])],
        ]),
      },
    },
  };
}
