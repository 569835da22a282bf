import { geneColumn, transcriptPair } from "../tables/kind.ts";

/** What the columns of a table of transcripts mean: indices into `columns`. */
export interface TranscriptRoles {
  /** The columns that are needed. */
  readonly columns: readonly string[];
  readonly gene: number;
  /** Identifier of the gene, where the table has it beside the symbol. */
  readonly id: number | undefined;
  readonly x: number;
  readonly y: number;
  /** Columns that name the cell together; none when the table does not say it. */
  readonly cell: readonly number[];
  /** Transcripts that one row stands for; 1 when there is no such column. */
  readonly count: number | undefined;
  /** Phred score of Xenium. */
  readonly quality: number | undefined;
  readonly unitUm: number | undefined;
}

/** Columns that name cells: by themselves (Xenium, MERSCOPE, Stereo-seq), or within their field of view (CosMx). */
const CELLS: readonly (readonly string[])[] = [["cell_ID", "fov"], ["cell_id"], ["cell"], ["CellID"], ["label"]];
/** Stereo-seq counts equal molecules in one row. */
const COUNTS = ["MIDCount", "MIDCounts", "UMICount", "count"];

/** The columns of a table of transcripts by their names; undefined when gene, x or y are missing. */
export function rolesOf(header: readonly string[]): TranscriptRoles | undefined {
  const pair = transcriptPair(header);
  const gene = geneColumn(header);
  if (pair === undefined || gene < 0) return undefined;
  const cell = CELLS.find((names) => names.every((name) => header.includes(name))) ?? [];
  const count = COUNTS.find((name) => header.includes(name));
  const quality = header.includes("qv") ? "qv" : undefined;
  const id = header.find((name, j) => j !== gene && /^gene_?id$/i.test(name));
  const columns = [header[gene], ...pair, ...cell];
  const place = (name: string | undefined) => (name === undefined ? undefined : columns.push(name) - 1);
  // Xenium and MERSCOPE give micrometres, Stereo-seq numbers of its nanoballs, which lie 500 nm apart.
  const inUm = pair[0] === "x_location" || pair[0] === "global_x";
  const ofStereoSeq = header.includes("geneID") && /^(MID|UMI)Count/.test(count ?? "");
  return {
    gene: 0,
    id: place(id),
    x: 1,
    y: 2,
    cell: cell.map((_, j) => 3 + j),
    count: place(count),
    quality: place(quality),
    columns,
    unitUm: inUm ? 1 : ofStereoSeq ? 0.5 : undefined,
  };
}
