import { type AnnDataKeys, numberColumn } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { IntegrationMade } from "./made.ts";

/** Scores of batch integration, one row per stage. */
export function integrationKeys({ integration }: RunArtifacts<IntegrationMade>): Partial<Pick<AnnDataKeys, "uns">> {
  if (!integration || integration.stages.length === 0) return {};
  const { stages, dependence } = integration;
  const column = (of: (scores: (typeof stages)[number]["scores"]) => number) => {
    return numberColumn(stages, ({ scores }) => of(scores));
  };
  const scores: Entry = {
    names: stages.map(({ stage }) => stage),
    columns: new Map([
      ["ilisi", column(({ ilisi }) => ilisi.mean)],
      ["ilisi_maximum", column(({ ilisi }) => ilisi.maximum)],
      ["ilisi_attainable", column(({ ilisi }) => ilisi.attainable)],
      ["ilisi_scaled", column(({ ilisi }) => ilisi.scaled)],
      ["kbet", column(({ kbet }) => kbet)],
      ["batch_silhouette", column(({ batchSilhouette }) => batchSilhouette)],
      ["clisi", column(({ labels }) => labels?.clisi.mean ?? Number.NaN)],
      ["domain_silhouette", column(({ labels }) => labels?.silhouette ?? Number.NaN)],
      ["connectivity", column(({ labels }) => labels?.connectivity ?? Number.NaN)],
    ]),
  };
  const { cramersV, nmi, expectedNmi, driven } = dependence;
  return { uns: { cellscape_integration: { scores, cramers_v: cramersV, nmi, expected_nmi: expectedNmi, driven } } };
}
