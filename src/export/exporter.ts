import type { Matrix } from "../data/matrix.ts";
import type { CategoryColumn, Table } from "../data/table.ts";
import type { Source } from "../io/source.ts";

/** A result of a run, for other programs. */
export interface Result {
  /** The result.h5ad. */
  readonly source: Source;
  readonly cells: readonly string[];
  /** All annotations of the cells. */
  readonly obs: Table;
  /** [n, 2] in the unit of the file. */
  readonly positions: Matrix;
  /** Where the positions lie in the file, such as `obsm/spatial`. */
  readonly positionsFrom: string;
  /** [n] the domains, or another column of groups that the user named. */
  readonly groups: CategoryColumn;
  /** Name of that column. */
  readonly groupsFrom: string;
  /** One `#rrggbb` a group. */
  readonly colors: readonly string[];
  /** Keys of obsm. */
  readonly embeddings: readonly string[];
  /** A matrix of obsm, [n, k]. */
  embedding(key: string): Promise<Matrix>;
}

/** Where exported files go: a folder, or memory. */
export interface ExportTarget {
  /** @param path with slashes, relative to the folder. */
  put(path: string, content: string | Uint8Array): Promise<void>;
}

/** The message when it is done. */
export interface Exported {
  /** The file or folder to open, relative to the target. */
  readonly path: string;
  /** How to open it, one line. */
  readonly how: string;
}

/** Columns and names of what is exported. */
export interface ExportOptions {
  /** Where the exported folder will be served from, for formats that are opened by address. */
  readonly url: string;
}

/** One format that results are written in for other programs: its own file and one line in `exporters.ts`. */
export interface Exporter {
  /** Short name: `geojson`. */
  readonly format: string;
  /** One line for help. */
  readonly describes: string;
  write(result: Result, target: ExportTarget, options: ExportOptions): Promise<Exported>;
}

/** Group of each cell by name; empty where it has none. */
export function groupNames({ groups }: Pick<Result, "groups">): string[] {
  return Array.from(groups.codes, (code) => groups.categories[code] ?? "");
}
