import { CellScapeError } from "../../core/errors.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { CategoryColumn, Column } from "../../data/table.ts";
import { combat } from "../../preprocess/combat.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";
import { obsColumn } from "../labels.ts";

/**
 * Differences between samples, or between the batches of a column of obs, found by ComBat.
 *
 * @throws bad-option when a column is not there; whatever ComBat throws.
 */
export function makeCorrection(
  { dataset, selection, expression }: Pick<Artifacts, "dataset" | "selection" | "expression">,
  { config, task }: StepContext,
): Artifacts["correction"] {
  const batches = batchesOf({ dataset, selection }, config.batchKey);
  const columns = (config.covariates ?? []).map((name): [string, Column] => {
    return [name, pickRows(obsColumn(dataset, name, "covariates"), selection.cells)];
  });
  const correction = combat(expression, batches, { covariates: new Map(columns) });
  const what = config.batchKey === undefined ? "samples" : `batches of obs/${config.batchKey}`;
  const kept = columns.length > 0 ? `, preserving ${columns.map(([name]) => name).join(", ")}` : "";
  const text = `ComBat batch correction across ${correction.batches.length} ${what}${kept}`;
  task.note(text);
  return correction;
}

function batchesOf(
  { dataset, selection }: Pick<Artifacts, "dataset" | "selection">,
  key: string | undefined,
): CategoryColumn {
  if (key === undefined) {
    const { samples } = selection;
    if (!samples) throw new CellScapeError("bad-option", "--correct combat: expected several samples, got one");
    return { kind: "category", codes: samples.codes, categories: samples.names, ordered: false };
  }
  const column = pickRows(obsColumn(dataset, key, "batch-key"), selection.cells);
  if (column.kind === "category") return column;
  const labels = Array.from(column.values, String);
  const categories = [...new Set(labels)];
  const place = new Map(categories.map((label, code) => [label, code]));
  return {
    kind: "category",
    codes: Int32Array.from(labels, (label) => place.get(label) ?? -1),
    categories,
    ordered: false,
  };
}
