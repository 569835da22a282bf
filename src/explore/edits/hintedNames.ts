import type { CategoryColumn } from "../../data/table.ts";
import type { HintedDomains } from "../../domains/hints/hintedDomains.ts";
import { domainNumbers } from "../../run/domainColumn.ts";

/**
 * Names of domains that follow labels of some cells: the label, or without one the name of the group before that shares
 * most cells with it, or a number where none is left.
 *
 * @param before [m] groups of the same cells.
 */
export function namedDomains(
  {
    labels,
    domains: { refined },
  }: Pick<HintedDomains, "labels"> & { readonly domains: Pick<HintedDomains["domains"], "refined"> },
  before: Pick<CategoryColumn, "codes" | "categories">,
): string[] {
  const groups = before.categories.length;
  const shared = new Float64Array(labels.length * groups);
  refined.forEach((domain, i) => {
    shared[domain * groups + before.codes[i]]++;
  });
  const names = [...labels];
  const taken = new Set(labels);
  const pairs = Array.from(shared.keys()).filter((at) => shared[at] > 0);
  for (const at of pairs.sort((a, b) => shared[b] - shared[a] || a - b)) {
    const name = before.categories[at % groups];
    const domain = Math.floor(at / groups);
    if (names[domain] !== undefined || taken.has(name)) continue;
    names[domain] = name;
    taken.add(name);
  }
  const numbers = domainNumbers(2 * (labels.length + groups)).filter((number) => !taken.has(number));
  return names.map((name) => name ?? numbers.shift() ?? "");
}
