import type { CategoryColumn } from "../data/table.ts";
import type { FoundDomains } from "./artifacts.ts";

/** Domains are named 1 .. K, padded with zeros so that text order is number order. */
export function domainNames(count: number): string[] {
  return numbered("", count);
}

/** [cells] the domain of each analysed cell, after the vote. */
export function domainColumn({ refined, count }: Pick<FoundDomains, "refined" | "count">): CategoryColumn {
  return { kind: "category", codes: refined, categories: domainNames(count), ordered: false };
}

/** `prefix` and a number from 1, padded to equal length. */
export function numbered(prefix: string, count: number): string[] {
  const width = `${count}`.length;
  return Array.from({ length: count }, (_, k) => `${prefix}${`${k + 1}`.padStart(width, "0")}`);
}
