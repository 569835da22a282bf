import { movesOf } from "../../domains/kinds/kinds.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import { domainNames } from "../../run/domainColumn.ts";
import type { ColumnKeys } from "../../run/resultKeys.ts";
import type { Step, StepTable } from "../../run/step.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import type { Alternatives, ShownKind } from "./made.ts";
import { alternativesStep, type KindNeeds } from "./step.ts";

type Held = Pick<Artifacts, "dataset" | "selection" | "domains">;

/**
 * The kinds that a result holds, as long as its domains are the ones that they were found beside: with other names, or other
 * domains, they are found again.
 *
 * @returns undefined where it holds none.
 */
export function storedAlternatives(stored: StoredResult): StepTable | undefined {
  if (!stored.record.kinds || stored.column !== stored.keys.domain) return undefined;
  const step: Step<Alternatives, KindNeeds & Held> = {
    ...alternativesStep,
    needs: () => ["dataset", "embeddings", "selection", "features", "graph", "domains"],
    run: (made, context) => heldKinds(made, stored) ?? alternativesStep.run(made, context),
  };
  return { alternatives: step };
}

function heldKinds(made: Held, { record: { kinds }, keys }: StoredResult): Alternatives | undefined {
  if (!kinds) return undefined;
  const { refined, count } = made.domains;
  const shown: ShownKind[] = [];
  for (const at of kinds.columns.keys()) {
    const read = columnsOf(made, at === 0 ? keys : keys.alternative(at));
    if (!read || (at === 0 && read.labels.some((label, i) => label !== refined[i]))) return undefined;
    shown.push({
      ...{ labels: read.labels, confidence: at === 0 ? undefined : read.confidence, support: kinds.support[at] },
      families: Object.entries(kinds.support_of_families).map(([family, shares]) => ({ family, share: shares[at] })),
      seeds: { with: kinds.seeds[at], of: Math.max(...kinds.seeds) },
      ...{ stability: kinds.stability[at], agreement: kinds.agreement[at], differing: kinds.differing[at] },
      moves: movesOf(refined, read.labels, count),
    });
  }
  return { kinds: shown, candidates: kinds.candidates };
}

/** Labels and confidences of the analysed cells, in the numbers of the domains. */
function columnsOf({ dataset, selection, domains }: Held, keys: ColumnKeys) {
  const column = dataset.obs.columns.get(keys.domain);
  if (column?.kind !== "category") return undefined;
  const names = domainNames(domains);
  const codes = column.categories.map((name) => names.indexOf(name));
  const labels = Int32Array.from(selection.cells, (cell) => codes[column.codes[cell]] ?? -1);
  if (labels.includes(-1)) return undefined;
  const confidence = dataset.obs.columns.get(keys.confidence);
  if (confidence?.kind !== "number") return { labels, confidence: undefined };
  return { labels, confidence: Float32Array.from(selection.cells, (cell) => confidence.values[cell]) };
}
