import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { onHexagons } from "../../spatial/lattice/hexagons.ts";
import { nearestFirst, radiusGraph } from "../../spatial/radiusGraph.ts";
import { byCells, type RefinementPolicy } from "../policy.ts";
import { methodRefinements } from "./methodRefinements.ts";
import { refine, refinePresent } from "./refine.ts";

/** The refinement of a method, by its name, in place of the vote. */
export interface OwnRefinement {
  /** Of `methodRefinements`. */
  readonly name: string;
  /** All cells up to this distance are neighbours; else so many as the refinement has. */
  readonly radius?: number | undefined;
}

/**
 * Labels refined as the method that they come from was published with.
 *
 * @param labels [n] codes >= 0. Not modified.
 * @param positions [n, 2]
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 * @throws bad-option for a name that no method has.
 */
export async function refineOwn(
  labels: Int32Array,
  { positions, sections }: { readonly positions: Matrix; readonly sections?: Int32Array | undefined },
  { name, radius }: OwnRefinement,
  task: Task = silentTask,
): Promise<Int32Array> {
  const named = name === "spagcn" && (await onHexagons(positions)) ? "spagcnHexagons" : name;
  const policy = ownRefinementNamed(named);
  if (radius === undefined) return refine(labels, positions, sections, policy, task);
  const neighbors = nearestFirst(await radiusGraph(positions, radius, { sections }, task));
  return refinePresent({ rule: policy.rule, neighbors, rounds: byCells(policy.rounds, labels.length) }, labels);
}

/** @throws bad-option for a name that no method has. */
export function ownRefinementNamed(name: string): RefinementPolicy {
  const found = Object.entries(methodRefinements).find(([each]) => each === name);
  if (found) return found[1];
  const names = Object.keys(methodRefinements).join(", ");
  throw new CellScapeError("bad-option", `refinement of a method: expected one of ${names}, got ${name}`);
}
