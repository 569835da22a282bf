import { palette } from "./color/palette.ts";
import { type LinesOptions, lines } from "./lines.ts";

export interface Losses {
  readonly name: string;
  /** One value per step; NaN where none was computed. */
  readonly values: ArrayLike<number>;
}

export interface TrainingOptions extends LinesOptions {
  readonly logY?: boolean;
  /** Steps to mark, such as the steps of the learning rate. */
  readonly marks?: readonly { readonly x: number; readonly caption: string }[];
}

/** Training losses, one panel each since their scales differ, over the steps. */
export function trainingCurves(losses: readonly Losses[], options: TrainingOptions = {}): string {
  const { logY = false, marks = [] } = options;
  const colors = palette(losses.length);
  const panels = losses.map(({ name, values }, i) => ({
    title: name,
    xLabel: "Step",
    yLabel: "Loss",
    logY,
    marks,
    series: [{ name, y: values, color: colors[i] }],
  }));
  return lines(panels, { columns: Math.min(3, Math.max(1, losses.length)), ...options });
}

export interface SelectionOptions extends LinesOptions {
  /** What the score is, such as "Stability". */
  readonly scoreName?: string;
  /** [k] half the height of the band around the score, such as a standard deviation over seeds. */
  readonly spread?: ArrayLike<number>;
  /** The number of domains that was chosen. */
  readonly chosen?: number;
}

/**
 * The score of each number of domains with its spread, and the number chosen.
 *
 * @param counts [k] numbers of domains, ascending.
 * @param scores [k]
 * @throws RangeError when the lengths differ.
 */
export function selectionCurve(
  counts: ArrayLike<number>,
  scores: ArrayLike<number>,
  { scoreName = "Score", spread, chosen, ...options }: SelectionOptions = {},
): string {
  const band = spread && {
    low: Array.from(scores, (score, i) => score - spread[i]),
    high: Array.from(scores, (score, i) => score + spread[i]),
  };
  const marks = chosen === undefined ? [] : [{ x: chosen, caption: `K = ${chosen}` }];
  const series = [{ name: scoreName, x: counts, y: scores, ...band }];
  return lines([{ xLabel: "Number of domains K", yLabel: scoreName, dots: true, marks, series }], options);
}
