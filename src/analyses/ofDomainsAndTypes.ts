import { type Paced, part } from "../core/paced.ts";
import type { CategoryColumn } from "../data/table.ts";

/** The same of the domains and of the types of cells, half of the work each; nothing of fewer than two categories. */
export function* ofDomainsAndTypes<T>(
  domains: CategoryColumn,
  types: CategoryColumn,
  work: (groups: CategoryColumn, name: "domains" | "types") => Paced<T>,
): Paced<{ readonly domains: T | undefined; readonly types: T | undefined }> {
  const [hasDomains, hasTypes] = [domains, types].map(({ categories }) => categories.length >= 2);
  const half = hasDomains && hasTypes ? 0.5 : hasDomains ? 1 : 0;
  return {
    domains: hasDomains ? yield* part(work(domains, "domains"), 0, half) : undefined,
    types: hasTypes ? yield* part(work(types, "types"), half, 1) : undefined,
  };
}
