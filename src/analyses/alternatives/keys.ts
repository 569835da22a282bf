import type { NumberColumn } from "../../data/table.ts";
import { type AnnDataKeys, spreadLabels } from "../../results/annDataKeys.ts";
import { domainColors, type RunArtifacts } from "../../results/reported.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import type { Config } from "../../run/options/config.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import type { AlternativesMade, ShownKind } from "./made.ts";

type Made = RunArtifacts<AlternativesMade>;

/** A column of domains for each kind but the result, with the names and colours of the result's domains. */
export function alternativeKeys(made: Made, { key }: Partial<Pick<Config, "key">>): Partial<AnnDataKeys> {
  const [, ...others] = made.alternatives?.kinds ?? [];
  const columns = others.map((kind, at) => ({ kind, keys: resultKeys(key).alternative(at + 1) }));
  return {
    obs: Object.fromEntries(
      columns.flatMap(({ kind, keys }) => [
        [keys.domain, spreadLabels(domainColumn({ ...made.domains, refined: kind.labels }), made)],
        [keys.confidence, confidenceColumn(kind, made)],
      ]),
    ),
    uns: Object.fromEntries(columns.map(({ keys }) => [`${keys.domain}_colors`, domainColors(made)])),
  };
}

function confidenceColumn({ confidence }: ShownKind, { dataset, selection }: Made): NumberColumn {
  const values = new Float64Array(dataset.cells.length).fill(Number.NaN);
  selection.cells.forEach((cell, i) => {
    values[cell] = confidence?.[i] ?? Number.NaN;
  });
  return { kind: "number", values };
}

/** The kinds as columns, the result first, for the record of the run. */
export function alternativesRecord(
  { alternatives, domains }: Made,
  { key }: Partial<Pick<Config, "key">>,
): Readonly<Record<string, unknown>> {
  if (!alternatives) return {};
  const { kinds, candidates } = alternatives;
  const keys = resultKeys(key);
  const families = kinds[0].families.map(({ family }) => family);
  return {
    kinds: {
      columns: kinds.map((_, at) => (at === 0 ? keys.domain : keys.alternative(at).domain)),
      support: kinds.map(({ support }) => support),
      support_of_families: Object.fromEntries(
        families.map((family, f) => [family, kinds.map((kind) => kind.families[f].share)]),
      ),
      seeds: kinds.map(({ seeds }) => seeds.with),
      stability: kinds.map(({ stability }) => stability),
      agreement: kinds.map(({ agreement }) => agreement),
      differing: kinds.map(({ differing }) => differing),
      candidates,
      domains: domains.count,
    },
  };
}
