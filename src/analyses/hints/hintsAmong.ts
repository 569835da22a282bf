import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { Hints } from "../../domains/hints/hintedDomains.ts";
import type { LabelledCells } from "./labelledCells.ts";

/**
 * The hints among the analysed cells. Labels in the order of their names.
 *
 * @param cells rows of the analysed cells, ascending.
 * @throws bad-data where no hinted cell, or none of some label, is analysed.
 */
export function hintsAmong(labelled: LabelledCells, cells: Uint32Array, task: Pick<Task, "warn">): Hints {
  const found: { readonly i: number; readonly label: string }[] = [];
  cells.forEach((cell, i) => {
    const label = labelled.get(cell);
    if (label !== undefined) found.push({ i, label });
  });
  const labels = namesOf(labelled);
  const counts = labels.map((label) => found.filter((each) => each.label === label).length);
  const lost = labels.filter((_, k) => counts[k] === 0);
  if (lost.length > 0) {
    const got = `none with ${lost.join(", ")} among the ${cells.length} analysed cells`;
    throw new CellScapeError(
      "bad-data",
      `hints: expected analysed cells of each label, got ${got} (few counts, or outside the subset); label others`,
    );
  }
  if (found.length < labelled.size) {
    task.warn(
      `${labelled.size - found.length} labelled cells are not analysed (few counts, or outside the subset): their labels are not used`,
    );
  }
  const single = labels.filter((_, k) => counts[k] === 1);
  if (single.length > 0) {
    task.warn(
      `one cell only is labelled ${single.join(", and one only ")}: label some more of each, for all rests on it`,
    );
  }
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  return {
    labels,
    cells: Uint32Array.from(found, ({ i }) => i),
    codes: Int32Array.from(found, ({ label }) => codeOf.get(label) ?? -1),
  };
}

/**
 * The number of domains with hints: the given one, or as many as were found without hints, and at least one per label.
 *
 * @throws bad-option where there are more labels than domains.
 */
export function countWith(labels: readonly string[], given: number | "auto", found: number): number {
  if (given === "auto") return Math.max(found, labels.length);
  if (labels.length <= given) return given;
  const got = `${labels.length} (${labels.join(", ")})`;
  throw new CellScapeError(
    "bad-option",
    `--domains ${given}: expected at most ${given} labels in the hints, got ${got}; raise --domains, or leave it out`,
  );
}

/** The labels, in the order of their names. */
export function namesOf(labelled: LabelledCells): string[] {
  return [...new Set(labelled.values())].sort(new Intl.Collator("en", { numeric: true }).compare);
}
