import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { type Adjustment, adjustmentOf } from "./adjustment.ts";
import type { ComparisonOptions } from "./options.ts";
import type { Contrast } from "./sampleConditions.ts";

/** Conditions of samples, and the two to compare. */
export interface Conditions {
  /** Attribute of the samples. */
  readonly column: string;
  /** [samples] */
  readonly conditions: CategoryColumn;
  readonly contrast: Contrast;
  /** What samples are adjusted for, if they are. */
  readonly adjustment: Adjustment | undefined;
}

/**
 * The conditions that `--compare` names, as `column`, which must hold two, or `column:from:to`; and what `--adjust` names.
 *
 * @param names samples in use; all by default.
 * @throws bad-option when the column does not distinguish samples or lacks a condition, or cannot be adjusted so.
 */
export function conditionsOf(
  { samples }: Pick<Dataset, "samples">,
  { compare: given = "", adjust = [] }: Pick<ComparisonOptions, "compare" | "adjust">,
  names: readonly string[] = samples?.names ?? [],
): Conditions {
  const [name, from, to] = given.split(":").map((part) => part.trim());
  const column = name.replace(/^obs\//, "");
  const refuse = (expected: string, got: string) =>
    new CellScapeError("bad-option", `--compare ${given}: expected ${expected}, got ${got}`);
  const attribute = samples?.attributes.columns.get(column);
  if (!samples || !attribute) {
    const has = [...(samples?.attributes.columns.keys() ?? [])].join(", ") || "none";
    throw refuse(`a column with one value in all cells of each sample (${has}), or one of the samples sheet`, column);
  }
  const labels = names.map((sample) => labelAt(attribute, samples.names.indexOf(sample)));
  const categories = [...new Set(labels.filter((label) => label !== undefined))];
  const has = categories.join(", ");
  if (from === undefined && categories.length !== 2) {
    throw refuse("two conditions", `${categories.length} (${has}); name the two with --compare ${column}:FROM:TO`);
  }
  const contrast = { from: from ?? categories[0], to: to ?? categories[1] };
  for (const condition of [contrast.from, contrast.to]) {
    if (!categories.includes(condition)) throw refuse(`conditions of samples (${has})`, condition);
  }
  const codes = Int32Array.from(labels, (label) => (label === undefined ? -1 : categories.indexOf(label)));
  const conditions = { kind: "category", codes, categories, ordered: false } as const;
  const adjustment = adjust.length === 0 ? undefined : adjustmentOf(samples, adjust, { names, conditions, contrast });
  return { column, conditions, contrast, adjustment };
}
