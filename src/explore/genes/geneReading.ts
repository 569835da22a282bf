import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { allColumns, type CountedGenes, countedGenes, geneAlone } from "./expression.ts";
import { type GeneColumns, geneNamed, geneValues } from "./geneColumns.ts";

/** What is known of the genes of a file once they were read. */
export interface ReadColumns {
  readonly columns: GeneColumns;
  /** What the reader decided or left out, one sentence each. */
  readonly notes: readonly string[];
}

/** Where columns are kept from one opening of a file to the next. */
export interface KeptColumns {
  /** @returns undefined where they are not kept, or not whole. */
  get(): Promise<ReadColumns | undefined>;
  /** Never throws: what cannot be kept is read again. */
  put(read: ReadColumns): Promise<void>;
}

/** The genes of a file that is read once. */
export interface GeneReading {
  /** Expression of all genes; a second call waits for the first. */
  columns(task: Task): Promise<ReadColumns>;
  /**
   * [cells] one gene as soon as its counts are read, before all are turned to columns.
   *
   * @throws bad-option for a name that is none; whatever ended the reading.
   */
  gene(name: string): Promise<{ readonly values: Float32Array; readonly unit: string }>;
}

/**
 * @param read reads the counts.
 * @param rowsOf rows of the cells of the data set among all that are explored; undefined: all of them.
 * @param cells that are explored.
 */
export function geneReading(
  read: (task: Task) => Promise<Dataset>,
  rowsOf: (dataset: Dataset) => Uint32Array | undefined,
  { cells, kept }: { readonly cells: number; readonly kept?: KeptColumns | undefined },
): GeneReading {
  /** Rows, which are let go of once they are turned, and then columns. */
  let held: CountedGenes | GeneColumns | undefined;
  let reading: { readonly counts: Promise<readonly string[]>; readonly columns: Promise<ReadColumns> } | undefined;
  const readCounts = async (task: Task): Promise<readonly string[]> => {
    const before = await kept?.get();
    if (before?.columns.cells === cells) {
      held = before.columns;
      return before.notes;
    }
    const dataset = await read(task);
    held = await countedGenes(dataset, { rows: rowsOf(dataset), cells });
    return [...dataset.notes, ...dataset.losses];
  };
  const turn = async (notes: readonly string[], task: Task): Promise<ReadColumns> => {
    if (!held) throw new Error("internal: counts were read and are not there");
    if (!("counts" in held)) return { columns: held, notes };
    const columns = await allColumns(held, task);
    held = columns;
    void kept?.put({ columns, notes });
    return { columns, notes };
  };
  return {
    columns(task) {
      if (!reading) {
        const counts = readCounts(task.part(0, 0.7));
        reading = { counts, columns: counts.then((notes) => turn(notes, task.part(0.7, 1))) };
      }
      return reading.columns;
    },
    async gene(name) {
      await reading?.counts;
      if (!held) throw new CellScapeError("bad-option", `gene ${name}: expected genes that are read, got none`);
      const [from, gene] = [held, geneNamed(held, name)];
      return { values: "counts" in from ? await geneAlone(from, gene) : geneValues(from, gene), unit: from.unit };
    },
  };
}
