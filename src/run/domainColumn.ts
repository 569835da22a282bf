import type { CategoryColumn } from "../data/table.ts";
import type { FoundDomains } from "./artifacts.ts";

/** Domains without names of their own are named 1 .. K, padded with zeros so that text order is number order. */
export function domainNumbers(count: number): string[] {
  return numbered("", count);
}

/** [K] names of the domains. */
export function domainNames({ names, count }: Pick<FoundDomains, "names" | "count">): readonly string[] {
  return names ?? domainNumbers(count);
}

/** [cells] the domain of each analysed cell, after the vote. */
export function domainColumn(domains: Pick<FoundDomains, "refined" | "count" | "names">): CategoryColumn {
  return { kind: "category", codes: domains.refined, categories: domainNames(domains), ordered: false };
}

/** `prefix` and a number from 1, padded to equal length. */
export function numbered(prefix: string, count: number): string[] {
  const width = `${count}`.length;
  return Array.from({ length: count }, (_, k) => `${prefix}${`${k + 1}`.padStart(width, "0")}`);
}
