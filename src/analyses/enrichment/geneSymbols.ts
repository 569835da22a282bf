import type { GeneSet } from "../geneSets/geneSets.ts";

/**
 * How symbols of the data meet those of the gene sets: `exact`, `anyCase` (mouse Mbp is human MBP), or `auto`, which
 * ignores case if the two are spelt in different cases.
 */
export type SymbolMatching = "auto" | "exact" | "anyCase";

export interface SymbolMatch {
  /** The form in which two symbols are compared. */
  readonly key: (symbol: string) => string;
  /** What was decided, for the user; none for a plain match. */
  readonly notes: readonly string[];
}

/**
 * Decide how to compare gene symbols, and report it: human symbols are written MBP, those of mouse Mbp, and the common
 * gene sets are human.
 *
 * @param genes symbols of the data.
 * @see GSEApy's check_uppercase: upper case is 90 % of the symbols; the sets are judged by the first ten.
 */
export function matchSymbols(
  genes: readonly string[],
  sets: readonly GeneSet[],
  matching: SymbolMatching = "auto",
): SymbolMatch {
  const exact = { key: (symbol: string) => symbol, notes: [] };
  if (matching === "exact") return exact;
  const dataUpper = mostlyUpper(genes);
  const setsUpper = sets.slice(0, 10).every((set) => mostlyUpper(set.genes));
  if (matching === "auto" && dataUpper === setsUpper) return exact;
  const spelling = (upper: boolean) => (upper ? "in upper case (human)" : "not in upper case (mouse)");
  const note =
    dataUpper === setsUpper
      ? "gene symbols were compared without their case, as requested"
      : `gene symbols of the data are ${spelling(dataUpper)}, those of the gene sets are ${spelling(setsUpper)}: compared without their case, which pairs most orthologues but not those with other names`;
  return { key: (symbol) => symbol.toUpperCase(), notes: [note] };
}

function mostlyUpper(symbols: readonly string[]): boolean {
  const upper = symbols.filter((symbol) => symbol === symbol.toUpperCase() && symbol !== symbol.toLowerCase());
  return symbols.length > 0 && upper.length >= 0.9 * symbols.length;
}
