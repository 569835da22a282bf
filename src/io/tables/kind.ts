import { positionPair } from "../assembly/positionNames.ts";
import type { TextHead } from "../text/head.ts";
import { isMissing, isNumber } from "../text/table.ts";

/** Columns with the gene of a transcript, symbols before identifiers: Xenium, MERSCOPE, CosMx, Stereo-seq, generic. */
const GENE_COLUMNS = ["feature_name", "gene_name", "genename", "gene_symbol", "gene", "target", "geneid"];

/** Columns of the table of domains that a run writes beside its result. */
const RESULT = ["domain", "domain_raw", "confidence"];

/** What a table is, by its header: one row per transcript, one row per cell with its position, or counts. */
export function kindOf({ header, rows }: TextHead): "transcripts" | "positions" | "counts" | undefined {
  if (RESULT.every((name) => header.includes(name))) return undefined;
  if (isTissuePositions([header, ...rows])) return undefined;
  const pair = positionPair(header) ?? transcriptPair(header);
  if (pair !== undefined && header.length < 40 && header.some((name) => GENE_COLUMNS.includes(name.toLowerCase()))) {
    return "transcripts";
  }
  if (positionPair(header) !== undefined) return "positions";
  // Outlines of cells, a row a corner; places of fields of view.
  if (transcriptPair(header) !== undefined || header.some((name) => /vertex/i.test(name))) return undefined;
  // Counts are numbers, but for names.
  const numeric = rows[0]?.filter((value) => isNumber(value) || isMissing(value)).length ?? 0;
  return numeric >= 2 && numeric >= header.length - 3 ? "counts" : undefined;
}

/** Space Ranger's positions of spots, which have no header: barcode, 0 or 1, row, column, and two places in pixels. */
const isTissuePositions = (rows: readonly (readonly string[])[]) =>
  rows.every(
    ([name, tissue, ...places]) =>
      places.length === 4 && !isNumber(name) && /^[01]$/.test(tissue ?? "") && places.every(isNumber),
  );

/** The column with the gene of each transcript. */
export const geneColumn = (header: readonly string[]) => {
  const lower = header.map((name) => name.toLowerCase());
  return lower.indexOf(GENE_COLUMNS.find((name) => lower.includes(name)) ?? "none");
};

/** Columns with x and y of a transcript; those of the whole tissue before those of a field of view. */
export function transcriptPair(header: readonly string[]): readonly [string, string] | undefined {
  const lower = header.map((name) => name.toLowerCase());
  for (const pair of [
    ["global_x", "global_y"],
    ["x_global_px", "y_global_px"],
  ]) {
    const [x, y] = pair.map((name) => lower.indexOf(name));
    if (x >= 0 && y >= 0) return [header[x], header[y]];
  }
  return positionPair(header);
}
