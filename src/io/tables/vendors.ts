/** What is known of the tables of an instrument. */
export interface TextVendor {
  /** As its maker calls it. */
  readonly name: string;
  /** Columns that name a cell together, in the order in which squidpy joins them. */
  readonly keys: readonly string[];
  /** Columns of the counts that are no genes, and what they are. */
  readonly controls: RegExp;
  /** The value in the first key that is no cell. */
  readonly background?: string;
  readonly unitUm?: number;
}

/**
 * CosMx flat files: a cell is known by its number within its field of view; number 0 is what lies in no cell.
 *
 * @see squidpy.read.nanostring
 */
const cosmx: TextVendor = {
  name: "CosMx",
  keys: ["cell_ID", "fov"],
  controls: /^(NegPrb|Negative|SystemControl|FalseCode)/,
  background: "0",
};

/**
 * MERSCOPE tables; positions are in micrometres.
 *
 * @see squidpy.read.vizgen
 */
const merscope: TextVendor = { name: "MERSCOPE", keys: [], controls: /^Blank-/, unitUm: 1 };

/** The maker of two tables by their headers; undefined for tables of anyone. */
export function vendorOf(counts: readonly string[], positions: readonly string[]): TextVendor | undefined {
  if (cosmx.keys.every((key) => counts.includes(key) && positions.includes(key))) return cosmx;
  if (["fov", "volume", "center_x", "center_y"].every((name) => positions.includes(name))) return merscope;
  return undefined;
}
