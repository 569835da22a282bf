import Papa from "papaparse";
import { positionPair } from "../assembly/positionNames.ts";
import type { Source } from "../source.ts";
import { delimiterOf, isMissing, isNumber, quotedPieces } from "./table.ts";

/** What the first lines of a text table say. */
export interface TextHead {
  readonly source: Source;
  readonly delimiter: string;
  /** Names of the columns, one for every value of a row: names of rows without a header of their own get "". */
  readonly header: readonly string[];
  /** Whether the header lacks a name for the first column, as R writes it. */
  readonly unnamedRows: boolean;
  /** Lines before the header: remarks that begin with #. */
  readonly remarks: readonly string[];
  /** The first rows. */
  readonly rows: readonly (readonly string[])[];
}

/** Rows that are looked at. */
const LOOK = 40;
/** A file whose head holds none of these is no text table. */
const DELIMITERS = /[,\t;]/;
/** Columns with the gene of a transcript: Xenium, MERSCOPE, CosMx, Stereo-seq, generic. */
const GENE_COLUMNS = ["feature_name", "gene", "target", "geneid", "genename", "gene_name", "gene_symbol"];

/** The head of a text table, plain or gzip; undefined when the file is none. */
export async function textHead(source: Source): Promise<TextHead | undefined> {
  for await (const piece of quotedPieces(source)) {
    const lines = piece.split("\n", LOOK + 50);
    const remarks = lines.filter((line) => line.startsWith("#"));
    const text = piece.slice(remarks.reduce((sum, line) => sum + line.length + 1, 0));
    if (!DELIMITERS.test(text.slice(0, text.indexOf("\n")))) return undefined;
    const delimiter = delimiterOf(text);
    const { data } = Papa.parse<string[]>(text, { delimiter, preview: LOOK + 1, skipEmptyLines: true });
    const [header = [], ...rows] = data;
    if (header.length < 2 || header.every((name) => isNumber(name))) return undefined;
    const unnamedRows = rows.length > 0 && rows.every((row) => row.length === header.length + 1);
    return { source, delimiter, header: unnamedRows ? ["", ...header] : header, unnamedRows, remarks, rows };
  }
  return undefined;
}

/** What a table is, by its header: one row a transcript, one row a cell with its position, or counts. */
export function kindOf({ header, rows }: TextHead): "transcripts" | "places" | "counts" | undefined {
  const pair = positionPair(header) ?? transcriptPair(header);
  if (pair !== undefined && header.length < 40 && header.some((name) => GENE_COLUMNS.includes(name.toLowerCase()))) {
    return "transcripts";
  }
  if (positionPair(header) !== undefined) return "places";
  // Outlines of cells, a row a corner; places of fields of view.
  if (transcriptPair(header) !== undefined || header.some((name) => /vertex/i.test(name))) return undefined;
  // Counts are numbers, but for names.
  const numeric = rows[0]?.filter((value) => isNumber(value) || isMissing(value)).length ?? 0;
  return numeric >= 2 && numeric >= header.length - 3 ? "counts" : undefined;
}

/** The column with the gene of each transcript. */
export const geneColumn = (header: readonly string[]) =>
  header.findIndex((name) => GENE_COLUMNS.includes(name.toLowerCase()));

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
