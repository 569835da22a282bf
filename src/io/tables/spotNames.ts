import type { Dataset } from "../../data/dataset.ts";
import { assemble } from "../assembly/assemble.ts";
import type { TextHead } from "../text/head.ts";
import { readCellRows, readGeneRows } from "./counts.ts";

/** A spot of an array by its column and row, `2x3` or `2.04x3.1`, as Spatial Transcriptomics named them. */
const SPOT = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)$/;

/** Whether the rows of a table of counts, or else its columns, are named by places in an array. */
export function spotNames({ header, rows }: TextHead): "rows" | "columns" | undefined {
  if (rows.length > 0 && rows.every(([name]) => SPOT.test(name))) return "rows";
  return header.length > 2 && header.slice(1).every((name) => SPOT.test(name)) ? "columns" : undefined;
}

/**
 * Counts of spots whose names are their places.
 *
 * @throws as `readCellRows`.
 */
export async function readNamedSpots(name: string, head: TextHead, named: "rows" | "columns"): Promise<Dataset> {
  const others = head.header.map((_, column) => column).slice(1);
  const { cells, genes, counts } =
    named === "rows" ? await readCellRows(head, { keys: [0], genes: others }) : await readGeneRows(head, 0, others);
  const values = Float64Array.from(cells.flatMap((cell) => (SPOT.exec(cell) ?? []).slice(1).map(Number)));
  const from = "names of spots";
  return assemble({
    name,
    cells,
    genes,
    counts,
    countsFrom: head.source.name.split(/[\\/]/).at(-1) ?? head.source.name,
    positions: { positions: { rows: cells.length, columns: 2, values }, from, notes: [] },
    obs: { rows: cells.length, columns: new Map() },
    var: { rows: genes.length, columns: new Map() },
    notes: [`positions are the names of the spots, such as ${cells[0]}: column and row in the array`],
  });
}
