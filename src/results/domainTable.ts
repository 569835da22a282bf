import type { Artifacts } from "../run/artifacts.ts";
import { type ResultKeys, resultKeys } from "../run/resultKeys.ts";
import type { Annotations } from "./annotations.ts";
import { csvLine } from "./csv.ts";

/** Lines in a piece of text. */
const pieceRows = 1 << 14;

/**
 * The domains as CSV, in pieces: one row per cell in the input's order, with its sample last where there are several; empty
 * fields where a cell has no domain.
 *
 * @param more columns of numbers over all cells of the file, by name.
 */
export function* domainTable(
  { cells, positions, samples }: Artifacts["dataset"],
  { obs }: Pick<Annotations, "obs">,
  { domain, raw, own, probability, confidence }: ResultKeys = resultKeys(),
  more: Readonly<Record<string, ArrayLike<number>>> = {},
): Generator<string, void> {
  const columns = [obs[domain], obs[raw], ...(obs[own] ? [obs[own]] : []), obs[probability], obs[confidence]];
  const labels = ["domain", "domain_raw", ...(obs[own] ? ["domain_own"] : [])];
  const names = ["cell", "x", "y", ...labels, "probability", "confidence", ...Object.keys(more)];
  let text = `${csvLine([...names, ...(samples ? ["sample"] : [])])}\n`;
  for (let i = 0; i < cells.length; i++) {
    if (i > 0 && i % pieceRows === 0) {
      yield text;
      text = "";
    }
    const at = [positions.values[i * positions.columns], positions.values[i * positions.columns + 1]];
    const fields = columns.map((column) => {
      if (column.kind === "category") return column.categories[column.codes[i]] ?? "";
      return column.values[i];
    });
    const own = samples ? [samples.names[samples.codes[i]]] : [];
    const others = Object.values(more).map((values) => values[i]);
    text += `${csvLine([cells[i], ...at.map(String), ...fields, ...others, ...own])}\n`;
  }
  yield text;
}
