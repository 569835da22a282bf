import type { Matrix } from "../../data/matrix.ts";
import type { Column } from "../../data/table.ts";
import type { StoredSparse, UnsValue } from "./elements.ts";

/** What a result adds to its input. Entries of the same name are replaced. */
export interface Additions {
  /** Columns, one value per cell. */
  readonly obs?: Readonly<Record<string, Column>>;
  /** Columns, one value per gene of the file's `var`. */
  readonly var?: Readonly<Record<string, Column>>;
  /** Matrices, one row per cell. */
  readonly obsm?: Readonly<Record<string, Matrix>>;
  /** Matrices, one row and one column per cell. */
  readonly obsp?: Readonly<Record<string, StoredSparse>>;
  /** Anything else: settings, colours (`<column>_colors`), curves. */
  readonly uns?: Readonly<Record<string, UnsValue>>;
}
