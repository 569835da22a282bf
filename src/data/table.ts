/** Named columns of equal length, one row per cell or gene. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** Values of one column of obs or var, one per row. */
export type Column = NumberColumn | StringColumn | CategoryColumn | BooleanColumn;

/** Numbers; NaN where missing. */
export interface NumberColumn {
  readonly kind: "number";
  readonly values: Float64Array | Float32Array | Int32Array;
}

export interface StringColumn {
  readonly kind: "string";
  readonly values: readonly (string | undefined)[];
}

export interface CategoryColumn {
  readonly kind: "category";
  /** Index into `categories`; -1 where missing. */
  readonly codes: Int32Array;
  readonly categories: readonly string[];
  readonly ordered: boolean;
}

export interface BooleanColumn {
  readonly kind: "boolean";
  readonly values: readonly (boolean | undefined)[];
}
