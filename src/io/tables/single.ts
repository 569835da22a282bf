import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Column } from "../../data/table.ts";
import { assemble } from "../assembly/assemble.ts";
import { SparseRows } from "../assembly/sparseRows.ts";
import type { ReadOptions } from "../reader.ts";
import type { TextHead } from "../text/head.ts";
import { numberOf, textRows } from "../text/rows.ts";
import { isMissing, isNumber } from "../text/table.ts";
import { describesCell, intensityColumns } from "./intensities.ts";
import { pairOf, typedColumn } from "./positions.ts";

/** Columns that name a cell, in the order of trust. */
const NAMES = /^(|barcodes?|cell_?ids?|cell_?names?|cells?|spots?|spot_?id|bead|bin|id|index|name|unnamed: 0)$/i;
/** Columns of a table that holds positions and counts, or intensities, of the same cells. */
interface Roles {
  readonly name: number | undefined;
  readonly pair: readonly [number, number];
  readonly genes: readonly number[];
  /** True when the columns of `genes` are measurements rather than counts. */
  readonly intensities: boolean;
  /** Everything else, described in obs. */
  readonly others: readonly number[];
}

/**
 * One text table with a row for every cell: its position, its counts or intensities, and what else is known of it.
 *
 * @throws bad-data when no columns hold positions or none hold counts; bad-file for rows of another length.
 */
export async function readTextSingle(name: string, head: TextHead, options: ReadOptions): Promise<Dataset> {
  const roles = rolesOf(head, options.positions);
  const { header, source } = head;
  const base = source.name.split(/[\\/]/).at(-1) ?? source.name;
  const counts = new SparseRows();
  const xy: number[] = [];
  const texts = new Map(roles.others.map((column): [number, string[]] => [column, []]));
  const cells: string[] = [];
  for await (const { rows, line } of textRows(head)) {
    for (const [at, row] of rows.entries()) {
      const where = (column: number) => () => `${source.name}, line ${line + at}, column ${header[column]}`;
      cells.push(roles.name === undefined ? `cell${cells.length}` : row[roles.name]);
      for (const column of roles.pair) xy.push(numberOf(row[column], where(column)));
      for (let u = 0; u < roles.genes.length; u++) {
        const text = row[roles.genes[u]];
        if (text === "0") continue;
        const value = numberOf(text, where(roles.genes[u]));
        if (value !== 0) counts.push(u, value);
      }
      counts.endRow();
      for (const [column, values] of texts) values.push(row[column]);
    }
  }
  const columns = new Map(
    [...texts].map(([j, values]): [string, Column] => [header[j].replaceAll("/", "_"), typedColumn(values)]),
  );
  const pair = roles.pair.map((column) => header[column]).join(", ");
  const described = roles.others.map((column) => header[column]);
  return assemble({
    name,
    cells,
    genes: roles.genes.map((column) => header[column]),
    counts: counts.finish(roles.genes.length),
    countsFrom: base,
    positions: {
      positions: { rows: cells.length, columns: 2, values: Float64Array.from(xy) },
      from: `${base}: ${pair}`,
      notes: [],
    },
    obs: { rows: cells.length, columns },
    var: { rows: roles.genes.length, columns: new Map() },
    ...(roles.intensities ? { intensities: true } : {}),
    notes: [
      `positions were taken from the columns ${pair}, ${roles.intensities ? "intensities" : "counts"} from ${roles.genes.length} columns from ` +
        `${header[roles.genes[0]]} to ${header[roles.genes[roles.genes.length - 1]]}`,
      ...(roles.name === undefined ? ["no column names the cells; they were numbered"] : []),
      ...(described.length > 0
        ? [`the columns ${described.slice(0, 20).join(", ")} describe cells and are not genes`]
        : []),
    ],
  });
}

function rolesOf(head: TextHead, wanted: string | undefined): Roles {
  const { header, rows, source } = head;
  const pair = pairOf(head, wanted);
  const text = header.findIndex((_, column) => rows.some((row) => !isNumber(row[column] ?? "")));
  const known = header.findIndex((column) => NAMES.test(column));
  const name = known >= 0 ? known : text === 0 ? 0 : undefined;
  const rest = header.map((_, column) => column).filter((column) => column !== name && !pair.includes(column));
  const values = (column: number) => rows.map((row) => row[column] ?? "");
  // Counts are whole; a column that is none anywhere in the first rows is a measurement.
  const isWhole = (value: string) => isNumber(value) && !isMissing(value) && Number(value) % 1 === 0;
  const isGene = (column: number) => !describesCell(header[column]) && values(column).every(isWhole);
  // A count that is missing or infinite between genes is refused where it is read, rather than taken for a measurement.
  const isNoCount = (value: string) => isMissing(value) || isInfinite(value);
  const mayBeGene = (column: number) => {
    const missing = values(column).filter(isNoCount).length;
    const counts =
      !describesCell(header[column]) && values(column).every((value) => isWhole(value) || isNoCount(value));
    return counts && 2 * missing < rows.length;
  };
  const counted = rest.filter(
    (column, at) =>
      isGene(column) ||
      (mayBeGene(column) && [rest[at - 1], rest[at + 1]].every((near) => near === undefined || mayBeGene(near))),
  );
  expectNoThousands(head, rest);
  const measured = intensityColumns(head, rest);
  // Panels of proteins are measured in fractions throughout; beside counts a few columns of fractions describe cells.
  const intensities = measured.length >= 2 && measured.length > 2 * counted.length;
  const genes = intensities ? measured : withoutTotals(head, counted);
  if (genes.length < 2) {
    const got = `a table of ${header.slice(0, 20).join(", ")}`;
    const way = "give the table of counts, with this one as --positions FILE";
    throw new CellScapeError("bad-data", `${source.name}: expected columns with counts of genes, got ${got}; ${way}`);
  }
  return { name, pair, genes, intensities, others: rest.filter((column) => !genes.includes(column)) };
}

/** Infinite as written, or larger than any number that can be held. */
const isInfinite = (value: string) =>
  /^\s*[-+]?inf(inity)?\s*$/i.test(value) || (isNumber(value) && !Number.isFinite(Number(value)));

/** Columns of counts without one that holds the sum of the others, which is no gene whatever it is called. */
function withoutTotals({ rows }: TextHead, columns: readonly number[]): number[] {
  const totals = rows.map((row) => columns.reduce((sum, column) => sum + Number(row[column]), 0));
  const isTotal = (column: number) =>
    columns.length > 3 && rows.every((row, i) => Number(row[column]) > 0 && 2 * Number(row[column]) === totals[i]);
  return columns.filter((column) => !isTotal(column));
}

/** @throws bad-data for numbers with a comma between thousands, which would be taken for text that describes cells. */
function expectNoThousands({ source, header, rows }: TextHead, columns: readonly number[]): void {
  const grouped = /^\d{1,3}(,\d{3})+$/;
  const wrong = columns.find((column) => rows.some((row) => grouped.test(row[column] ?? "")));
  if (wrong === undefined) return;
  const got = JSON.stringify(rows.find((row) => grouped.test(row[wrong] ?? ""))?.[wrong]);
  throw new CellScapeError(
    "bad-data",
    `${source.name}, column ${header[wrong]}: expected numbers, got ${got}; save it without commas between thousands`,
  );
}
