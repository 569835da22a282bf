import type { Difference } from "./compareTrees.ts";

/** Numbers of another engine or version that differ by less than this share of the largest value count as equal. */
const tolerance = 1e-3;

/** Whether two results are the same. */
export type Verdict = "same bytes" | "same values" | "equivalent" | "different";

/**
 * @param sameProgram that the engine and version are those of the record: then arrays must agree bit by bit, else labels
 * must be equal and numbers agree within a thousandth of the largest value.
 */
export function verdictOf(
  differences: readonly Difference[],
  { sameBytes, sameProgram }: { readonly sameBytes: boolean; readonly sameProgram: boolean },
): Verdict {
  if (sameBytes) return "same bytes";
  if (differences.length === 0) return "same values";
  return !sameProgram && differences.every(isSlight) ? "equivalent" : "different";
}

function isSlight({ how }: Difference): boolean {
  return how.kind === "numbers" && how.largest <= tolerance * how.scale;
}
