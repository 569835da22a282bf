import type { NamedSuggestion } from "../../domains/hints/hinting.ts";
import type { Suggestion } from "../../domains/hints/labelNext.ts";
import { prepareHints } from "../../domains/hints/session.ts";
import type { Artifacts, FoundDomains, StepContext } from "../../run/artifacts.ts";
import { domainNames, domainNumbers } from "../../run/domainColumn.ts";
import type { AnyStep } from "../../run/step.ts";
import type { HintInput } from "./hintFile.ts";
import { countWith, hintsAmong } from "./hintsAmong.ts";
import { labelledCells } from "./labelledCells.ts";
import { type HintOptions, hasHints, suggested } from "./options.ts";

type Needed = Pick<Artifacts, "dataset" | "selection" | "features" | "graph" | "embeddings">;

/**
 * A step that finds domains, with those that agree with labels of some cells in their place, and with cells to label next.
 *
 * @param given the number of domains wanted, labelled or not.
 */
export function hinted<Step extends AnyStep<FoundDomains>>(
  step: Step,
  given: (config: StepContext["config"]) => number | "auto",
): Step {
  const isNeeded = (options: HintOptions) => hasHints(options) || suggested(options) > 0;
  return {
    ...step,
    needs: (config: Parameters<Step["needs"]>[0] & HintOptions) => {
      const more = isNeeded(config) ? ["dataset", "selection", "features", "graph", "embeddings"] : [];
      return [...new Set([...step.needs(config), ...more])];
    },
    async run(made: Needed, context: StepContext<HintOptions, HintInput>) {
      const found = await step.run(made, context);
      if (!isNeeded(context.config)) return found;
      return withHints(found, made, context, given(context.config));
    },
  };
}

async function withHints(
  found: FoundDomains,
  artifacts: Needed,
  { config, inputs = {}, task: own }: StepContext<HintOptions, HintInput>,
  given: number | "auto",
): Promise<FoundDomains> {
  const { dataset, selection, features, graph, embeddings } = artifacts;
  // Stopped before, the run still ends with what there is.
  const task = own.signal?.aborted ? own.sheltered() : own;
  const labelled = labelledCells(dataset, config, inputs);
  const hints = labelled.size === 0 ? undefined : hintsAmong(labelled, selection.cells, task);
  const count = hints ? countWith(hints.labels, given, found.count) : found.count;
  const tissue = {
    ...{ embedding: embeddings[found.embedding].primary, expression: features.input, graph: graph.graph },
    ...{ positions: selection.positions, sections: selection.samples?.codes },
  };
  const labelFree = { labels: found.refined, count: found.count };
  const options = { count, seed: config.seed, refinement: config.policy.refinement };
  const session = await prepareHints(tissue, labelFree, options, task);
  const wanted = suggested(config);
  if (!hints)
    return { ...found, hinting: { hints: undefined, next: named(session.suggest(wanted), domainNames(found)) } };
  const made = await session.label(hints, task);
  const names = besides(made.labels);
  const kept = made.labelFree >= 0.5;
  const { explained } = made;
  const fate = kept ? "are kept, but for labelled cells" : "are replaced";
  task.note(
    `${hints.cells.length} labelled cells (${hints.labels.join(", ")}): the domains found without them explain ${explained} and ${fate}`,
  );
  if (names.length < count) {
    task.warn(
      `found ${names.length} domains instead of ${count}: no partition has more clusters without a labelled cell; label fewer domains, or lower --domains`,
    );
  }
  task.note(`domains: ${names.map((name, k) => `${name} (${made.domains.domains[k].size} cells)`).join(", ")}`);
  const next = named(session.suggest(wanted, { ...hints, opinions: made.opinions }), names);
  // Colours are those of other domains.
  const { colors: _, ...rest } = found;
  return {
    ...rest,
    ...made.domains,
    count: names.length,
    names,
    hinting: { hints: { ...hints, explained, kept }, next },
  };
}

/** Names of all domains: labels, and numbers that are no label for the others. */
function besides(labels: readonly (string | undefined)[]): string[] {
  const numbers = domainNumbers(2 * labels.length).filter((number) => !labels.includes(number));
  return labels.map((label) => label ?? numbers.shift() ?? "");
}

function named(suggestions: readonly Suggestion[], names: readonly string[]): NamedSuggestion[] {
  return suggestions.map(({ between, ...suggestion }) => ({
    ...suggestion,
    between: [...new Set(between)].map((k) => names[k]),
  }));
}
