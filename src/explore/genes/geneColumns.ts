import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";

/** Expression by gene: what one gene takes is a stretch of it. */
export interface GeneColumns {
  /** [p] */
  readonly names: readonly string[];
  /** Cells, whether they have expression or not. */
  readonly cells: number;
  /** Entries of gene u are `starts[u] .. starts[u + 1]`; p + 1 offsets. */
  readonly starts: Uint32Array;
  /** Cell of each entry, ascending within a gene. */
  readonly rows: Uint32Array;
  /** Log expression, or whatever the values of the file are. */
  readonly values: Float32Array;
  /** 1 for cells whose expression was read; undefined: all. */
  readonly known: Uint8Array | undefined;
  /** What the values are, in words. */
  readonly unit: string;
}

/** Rows between two updates of a task. */
const pieceRows = 1 << 15;

/**
 * Turn rows into columns.
 *
 * @param rows cell of each row of `expression`; its own number where undefined.
 * @param cells of all.
 */
export async function turnToColumns(
  expression: Sparse,
  {
    names,
    unit,
    rows,
    cells,
  }: { names: readonly string[]; unit: string; rows: Uint32Array | undefined; cells: number },
  task: Task = silentTask,
): Promise<GeneColumns> {
  const { rows: n, columns: p, starts: rowStarts, indices, values } = expression;
  const starts = new Uint32Array(p + 1);
  for (let e = 0; e < rowStarts[n]; e++) starts[indices[e] + 1]++;
  for (let u = 0; u < p; u++) starts[u + 1] += starts[u];
  const next = starts.slice(0, p);
  const turned = { rows: new Uint32Array(rowStarts[n]), values: new Float32Array(rowStarts[n]) };
  for (let first = 0; first < n; first += pieceRows) {
    turnPiece({ rowStarts, indices, values, cellOf: rows }, [first, Math.min(n, first + pieceRows)], next, turned);
    await task.update(first / n);
  }
  const known = rows && new Uint8Array(cells);
  for (const row of rows ?? []) if (known) known[row] = 1;
  return { names, cells, unit, starts, ...turned, known };
}

function turnPiece(
  from: {
    readonly rowStarts: Uint32Array;
    readonly indices: Uint32Array;
    readonly values: Float32Array;
    readonly cellOf: Uint32Array | undefined;
  },
  [first, end]: readonly [number, number],
  next: Uint32Array,
  into: { readonly rows: Uint32Array; readonly values: Float32Array },
): void {
  const { rowStarts, indices, values, cellOf } = from;
  for (let i = first; i < end; i++) {
    const cell = cellOf ? cellOf[i] : i;
    for (let e = rowStarts[i]; e < rowStarts[i + 1]; e++) {
      const at = next[indices[e]]++;
      into.rows[at] = cell;
      into.values[at] = values[e];
    }
  }
}

/** The number of a gene. @throws bad-option for a name that is none. */
export function geneNamed({ names }: Pick<GeneColumns, "names">, name: string): number {
  const exact = names.indexOf(name);
  const found = exact >= 0 ? exact : names.findIndex((each) => each.toLowerCase() === name.toLowerCase());
  if (found < 0) throw new CellScapeError("bad-option", `gene: expected one of the ${names.length} genes, got ${name}`);
  return found;
}

/** [cells] expression of a gene; NaN where it was not read. */
export function geneValues({ cells, starts, rows, values, known }: GeneColumns, gene: number): Float32Array {
  const found = new Float32Array(cells);
  if (known) for (let i = 0; i < cells; i++) if (known[i] === 0) found[i] = Number.NaN;
  for (let e = starts[gene]; e < starts[gene + 1]; e++) found[rows[e]] = values[e];
  return found;
}
