import { labelAt } from "../data/labels.ts";
import type { Column, Table } from "../data/table.ts";

/**
 * Columns that describe samples and not cells: those with one value in all cells of each sample, missing values aside,
 * that are known for every sample and differ between samples.
 *
 * @param obs one row per cell.
 * @param codes [n] sample of each cell, 0 .. samples - 1, each with a cell.
 * @returns one row per sample.
 */
export function sampleAttributes(obs: Table, codes: Int32Array, samples: number): Table {
  const columns = new Map<string, Column>();
  for (const [name, column] of obs.columns) {
    const labels = constantLabels(column, codes, samples);
    if (labels === undefined || new Set(labels).size < 2) continue;
    columns.set(
      name,
      column.kind === "number" ? { kind: "number", values: Float64Array.from(labels, Number) } : texts(labels),
    );
  }
  return { rows: samples, columns };
}

/** The one label of each sample; undefined where a sample has none or two. */
function constantLabels(column: Column, codes: Int32Array, samples: number): string[] | undefined {
  const found = new Array<string | undefined>(samples).fill(undefined);
  for (let i = 0; i < codes.length; i++) {
    const label = labelAt(column, i);
    if (label === undefined) continue;
    const known = found[codes[i]];
    if (known !== undefined && known !== label) return undefined;
    found[codes[i]] = label;
  }
  return found.every((label) => label !== undefined) ? found : undefined;
}

function texts(values: readonly string[]): Column {
  return { kind: "string", values };
}
