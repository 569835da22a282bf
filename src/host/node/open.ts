import { type ColumnValues, columnOf } from "../../data/columnOf.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { UnsValue } from "../../io/anndata/elements.ts";
import { ofWholeInput } from "../../io/anndata/wholeInput.ts";
import { writeDataset, writeResult } from "../../io/anndata/write.ts";
import { fileTarget } from "../../io/node/nodeFile.ts";
import { inputAt } from "../../io/node/nodeFolder.ts";
import { openDataset } from "../../io/open.ts";
import type { ReadOptions } from "../../io/reader.ts";

/** What a program found out about the cells of a data set. Entries of the same name are replaced. */
export interface Findings {
  /** Columns, one value per cell. */
  readonly obs?: Readonly<Record<string, ColumnValues>>;
  /** Matrices, one row per cell. */
  readonly obsm?: Readonly<Record<string, Matrix>>;
  /** Anything else: settings, colours (`<column>_colors`), curves. */
  readonly uns?: Readonly<Record<string, UnsValue>>;
}

/** A data set that was read from disk, and can be written with what was found out about it. */
export interface OpenedFile extends Dataset {
  /** The format that was recognised, such as `h5ad`. */
  readonly format: string;
  /**
   * Write the data and the findings to a new .h5ad: an .h5ad as it is, with additions; anything else with the counts,
   * positions, obs and var that were read. The file appears under its name only when it is whole.
   *
   * @throws bad-shape when a finding has another length than the data; bad-option when a name cannot be written;
   * cannot-write when the disk does not allow it.
   */
  write(path: string, findings?: Findings): Promise<void>;
}

/**
 * Open a file or folder of any known format, recognised by its content.
 *
 * @throws bad-file when there is nothing at the path or it is damaged; unsupported when the format is not known;
 * bad-option when the format does not use an option that is given.
 * @example
 * import { open } from "cellscape/node";
 * const data = await open("tissue.h5ad");
 * console.log(data.cells.length, data.genes.length, data.positionsFrom);
 * await data.write("out.h5ad", { obs: { group: new Int32Array(data.cells.length) } });
 */
export async function open(path: string, options: ReadOptions = {}): Promise<OpenedFile> {
  const input = await inputAt(path);
  const { format, read } = await openDataset(input);
  const dataset = await read(options);
  const copied = format === "h5ad" && input.kind === "file" ? input : undefined;
  return {
    ...dataset,
    format,
    async write(to, { obs = {}, obsm = {}, uns = {} } = {}) {
      const columns = Object.fromEntries(Object.entries(obs).map(([name, values]) => [name, columnOf(values)]));
      const additions = { obs: columns, obsm, uns };
      if (copied === undefined) return writeDataset(fileTarget(to), dataset, additions);
      return writeResult(copied, fileTarget(to), ofWholeInput(additions, dataset));
    },
  };
}
