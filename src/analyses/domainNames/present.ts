import { CellScapeError } from "../../core/errors.ts";
import type { Graph } from "../../data/graph.ts";
import { palette } from "../../figure/color/palette.ts";
import type { Artifacts, FoundDomains, StepContext } from "../../run/artifacts.ts";
import { domainNames } from "../../run/domainColumn.ts";
import type { AnyStep } from "../../run/step.ts";
import { neighborColors } from "../neighborColors.ts";
import type { NameInput, NameTable } from "./nameTable.ts";
import type { DomainNameOptions } from "./options.ts";
import { depthOrder, pathOrder } from "./tissueOrder.ts";

/**
 * A step that finds domains, with names, colours and order as the user gives them. Which cells each holds stays.
 *
 * @param strict whether a name of a domain that is not there is an error, and not a warning: where nothing is lost by it.
 */
export function presented<Step extends AnyStep<FoundDomains>>(
  step: Step,
  { strict }: { readonly strict: boolean },
): Step {
  return {
    ...step,
    needs: (config: Parameters<Step["needs"]>[0]) => [...new Set([...step.needs(config), "graph"])],
    async run(made: Artifacts, context: StepContext<DomainNameOptions, NameInput>) {
      const found = withColors(await step.run(made, context), made.graph.graph);
      const { names: table, order } = { names: context.inputs?.domainNames, order: context.config.order };
      if (table === undefined && order === undefined) return found;
      const warn = strict ? undefined : (text: string) => context.task.warn(text);
      return reordered(table ? withNames(found, table, warn) : found, { table, order, graph: made.graph.graph });
    },
  };
}

/** Many domains get colours by which neighbours in the tissue differ; those that have colours keep them. */
function withColors(found: FoundDomains, graph: Graph): FoundDomains {
  const plain = palette(found.count);
  const colors = neighborColors(plain, found.refined, graph);
  return found.colors || colors.every((color, k) => color === plain[k]) ? found : { ...found, colors };
}

/**
 * Domains with the names and colours of a table.
 *
 * @param warn receives warnings of domains that do not exist; without it they are refused.
 * @throws bad-option for a domain that is not there, or a name that another domain has.
 */
export function withNames(
  found: FoundDomains,
  { from, domains }: NameTable,
  warn?: (text: string) => void,
): FoundDomains {
  const before = domainNames(found);
  const names = [...before];
  const colors = [...(found.colors ?? palette(found.count))];
  for (const { domain, name, color } of domains) {
    const k = domainNamed(before, domain);
    if (k < 0) {
      const text = `--names ${from}: expected a domain (${before.join(", ")}), got ${domain}`;
      if (!warn) throw new CellScapeError("bad-option", text);
      warn(text);
      continue;
    }
    if (name !== undefined) names[k] = name;
    if (color !== undefined) colors[k] = color;
  }
  const same = names.find((name, k) => names.indexOf(name) < k);
  if (same !== undefined) {
    throw new CellScapeError("bad-option", `--names ${from}: expected names that differ, got ${same} for two domains`);
  }
  return { ...found, names, colors };
}

interface Ordering {
  readonly table: NameTable | undefined;
  /** `path`, `path:DOMAIN` or `depth:DOMAIN`; the table's order where undefined. */
  readonly order: string | undefined;
  readonly graph: Graph;
}

/** The same domains in another order, each with its name and colour. */
function reordered(found: FoundDomains, { table, order, graph }: Ordering): FoundDomains {
  const names = domainNames(found);
  const ofTable = (table?.domains ?? []).flatMap(({ domain, name, order: place }) => {
    const k = domainNamed(names, name ?? domain);
    return place === undefined || k < 0 ? [] : [{ k, place }];
  });
  if (order === undefined && ofTable.length === 0) return found;
  if (order !== undefined && ofTable.length > 0) {
    const way = "leave --order out, or the column order";
    throw new CellScapeError(
      "bad-option",
      `--order ${order}: expected one order, got another in --names ${table?.from}; ${way}`,
    );
  }
  if (order === undefined) {
    const first = ofTable.sort((a, b) => a.place - b.place).map(({ k }) => k);
    const others = names.flatMap((_, k) => (first.includes(k) ? [] : [k]));
    return permuted(found, [...first, ...others]);
  }
  const [how, start] = splitAt(order);
  const from = start === undefined ? undefined : startOf(names, table, start, order);
  const tissue = { labels: found.refined, count: found.count, graph };
  return permuted(found, how === "depth" && from !== undefined ? depthOrder(tissue, from) : pathOrder(tissue, from));
}

function startOf(names: readonly string[], table: NameTable | undefined, start: string, order: string): number {
  const renamed = table?.domains.find(({ domain }) => domain === start)?.name;
  const k = domainNamed(names, renamed ?? start);
  if (k >= 0) return k;
  throw new CellScapeError("bad-option", `--order ${order}: expected a domain (${names.join(", ")}), got ${start}`);
}

function splitAt(order: string): [how: string, start: string | undefined] {
  const colon = order.indexOf(":");
  return colon < 0 ? [order, undefined] : [order.slice(0, colon), order.slice(colon + 1)];
}

/** A domain by its name; numbers also without the zeros in front. */
function domainNamed(names: readonly string[], wanted: string): number {
  const exact = names.indexOf(wanted);
  if (exact >= 0 || !/^\d+$/.test(wanted)) return exact;
  return names.findIndex((name) => /^\d+$/.test(name) && Number(name) === Number(wanted));
}

/** @param order [K] domains in their new order. */
function permuted<Found extends FoundDomains>(found: Found, order: readonly number[]): Found {
  const place = Int32Array.from(order, (_, k) => order.indexOf(k));
  const { rows, columns, values } = found.posterior;
  const posterior = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) posterior[i * columns + place[k]] = values[i * columns + k];
  }
  const colors = found.colors ?? palette(found.count);
  return {
    ...found,
    refined: found.refined.map((k) => place[k]),
    raw: found.raw.map((k) => place[k]),
    ...(found.own ? { own: found.own.map((k) => place[k]) } : {}),
    posterior: { rows, columns, values: posterior },
    domains: order.map((k) => found.domains[k]),
    names: order.map((k) => domainNames(found)[k]),
    colors: order.map((k) => colors[k]),
  };
}
