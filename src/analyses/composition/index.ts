import type { RunArtifacts } from "../../results/reported.ts";
import type { Analysis, DomainColumn } from "../analysis.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { typeWords } from "../cellTypes/words.ts";
import { compositionKeys } from "./keys.ts";
import type { CompositionMade } from "./made.ts";
import { compositionMethods } from "./methods.ts";
import { compositionPage } from "./page.ts";
import { compositionStep } from "./step.ts";
import { compositionTables } from "./table.ts";

/** Cell type composition of the domains. */
export const compositionAnalysis = {
  name: "composition",
  steps: { composition: compositionStep },
  artifacts: ["cellTypes", "composition"],
  keys: compositionKeys,
  tables: compositionTables,
  figures: {
    composition: "cell types of each domain",
    composition_ratio: "enrichment of cell types in domains",
  },
  pages: [compositionPage],
  methods: compositionMethods,
  domainColumns: commonTypes,
} satisfies Analysis;

/** The most common cell types of each domain. */
function commonTypes(made: RunArtifacts<CellTypesMade & CompositionMade>): DomainColumn[] {
  const { composition } = made;
  if (!composition) return [];
  const { domains, types, proportions } = composition.composition;
  const values = domains.map((_, k) =>
    types
      .map((type, j) => ({ type, share: proportions[k * types.length + j] }))
      .sort((a, b) => b.share - a.share)
      .slice(0, 3)
      .filter(({ share }) => share >= 0.05)
      .map(({ type, share }) => `${type} (${Math.round(100 * share)}\u00a0%)`)
      .join(", "),
  );
  return [{ column: { name: `Most common ${typeWords(made).many}`, kind: "text" }, values }];
}
