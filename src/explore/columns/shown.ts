/** A column as it is drawn. Codes are 0 to 65534, and `missingCode` where there is no value. */
export type ShownColumn = ShownGroups | ShownValues | ShownPair;

export const missingCode = 65535;
/** The highest code of a value: `low + step * highestCode` is `high`. */
export const highestCode = 65534;
/** Groups that a column may have to be drawn by. */
export const mostGroups = 5000;

export interface ShownGroups {
  readonly kind: "groups";
  readonly name: string;
  readonly categories: readonly string[];
  /** `#rrggbb` of each category. */
  readonly colors: readonly string[];
  /** [n] */
  readonly codes: Uint16Array;
  /** [categories] cells of each. */
  readonly counts: Uint32Array;
  /** Cells without a category. */
  readonly missing: number;
}

export interface ShownValues {
  readonly kind: "values";
  readonly name: string;
  /** What the values are, in words for a scale: `log expression`; empty where the name says it. */
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  /** [n] steps of `(high - low) / highestCode` above `low`. */
  readonly codes: Uint16Array;
  /** [1024] cells by code / 64: enough for percentiles and a small histogram. */
  readonly histogram: Uint32Array;
  readonly missing: number;
  /** Points from the lowest to the highest value, those without first: what is drawn last is on top. */
  readonly order: Uint32Array;
}

/** Two genes at once: the low byte of a code is a step of the first, from 0 to 254, the high byte one of the second. */
export interface ShownPair {
  readonly kind: "pair";
  readonly name: string;
  readonly unit: string;
  readonly names: readonly [string, string];
  /** The value of step 254 of each; higher ones have that step too. */
  readonly highs: readonly [number, number];
  /** [n] */
  readonly codes: Uint16Array;
  /** Points in the order of their expression of both. */
  readonly order: Uint32Array;
  /** Cells that express one or both. */
  readonly cells: { readonly onlyFirst: number; readonly onlySecond: number; readonly together: number };
  readonly missing: number;
}

/** The value of a code. */
export function valueAt({ low, high }: Pick<ShownValues, "low" | "high">, code: number): number {
  return code === missingCode ? Number.NaN : low + ((high - low) * code) / highestCode;
}

/**
 * The value below which a share of the cells lies, to 1/1024 of the range.
 *
 * @param share from 0 to 1.
 */
export function percentile({ histogram, low, high }: ShownValues, share: number): number {
  let total = 0;
  for (const count of histogram) total += count;
  if (share <= 0 || total === 0) return low;
  let below = 0;
  for (let bin = 0; bin < histogram.length; bin++) {
    below += histogram[bin];
    if (below >= share * total) return Math.min(high, low + ((high - low) * (bin + 1)) / histogram.length);
  }
  return high;
}
