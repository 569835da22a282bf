import type { Task } from "../core/task.ts";
import type { CategoryColumn } from "../data/table.ts";

/** The same of the domains and of the types of cells, half of the work each; nothing of fewer than two categories. */
export async function ofDomainsAndTypes<T>(
  domains: CategoryColumn,
  types: CategoryColumn,
  work: (groups: CategoryColumn, name: "domains" | "types", part: Task) => Promise<T>,
  task: Task,
): Promise<{ readonly domains: T | undefined; readonly types: T | undefined }> {
  const [hasDomains, hasTypes] = [domains, types].map(({ categories }) => categories.length >= 2);
  const half = hasDomains && hasTypes ? 0.5 : hasDomains ? 1 : 0;
  return {
    domains: hasDomains ? await work(domains, "domains", task.part(0, half)) : undefined,
    types: hasTypes ? await work(types, "types", task.part(half, 1)) : undefined,
  };
}
