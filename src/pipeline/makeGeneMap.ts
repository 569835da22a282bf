import { placeGenes } from "../genemap/geneMap.ts";
import type { Artifacts, Context } from "./artifacts.ts";

/** Lay the genes out on a q x q grid, co-expressed ones close together, and say how well that worked. */
export function makeGeneMap(
  { expression, features }: Pick<Artifacts, "expression"> & Partial<Pick<Artifacts, "features">>,
  { config, report }: Context,
): Artifacts["geneMap"] {
  // Genes that only rise and fall with the batch are not co-expressed.
  const corrected = config.correct === "combat" ? features?.scaled : undefined;
  const placed = placeGenes(corrected && !("expression" in corrected) ? corrected : expression);
  const { side } = placed.map;
  const { distance, random } = placed.quality;
  const text = `${side} x ${side} grid; the most correlated genes lie ${distance.toFixed(2)} apart, ${random.toFixed(2)} if placed at random`;
  report({ kind: "note", step: "geneMap", text });
  return placed;
}
