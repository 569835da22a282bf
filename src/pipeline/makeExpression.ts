import { normalizeLog } from "../preprocess/normalize.ts";
import type { Artifacts } from "./artifacts.ts";

/** Counts per cell scaled to 10,000 over all genes, then log(1 + x); values that already are log expression stay. */
export function makeExpression({ selection }: Pick<Artifacts, "selection">): Artifacts["expression"] {
  const { counts, totals, normalize } = selection;
  return normalize ? normalizeLog(counts, { totals }) : counts;
}
