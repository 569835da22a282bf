import { palette } from "./color/palette.ts";
import { type LinesOptions, lines } from "./lines.ts";

/** One loss over the training steps. */
export interface Losses {
  readonly name: string;
  /** [steps] NaN where none was computed. */
  readonly values: ArrayLike<number>;
}

export interface TrainingOptions extends LinesOptions {
  readonly logY?: boolean;
  /** Steps to mark, such as the steps of the learning rate. */
  readonly marks?: readonly { readonly x: number; readonly caption: string }[];
}

/** Points of a curve; of more steps means are drawn, or the file would grow with every step. */
const mostPoints = 1000;

/**
 * Training losses, one panel each since their scales differ, over the steps. Of more than 1,000 steps the means of as many
 * stretches are drawn, with a band from their least to their largest loss.
 *
 * @returns SVG text.
 */
export function trainingCurves(losses: readonly Losses[], options: TrainingOptions = {}): string {
  const { logY = false, marks = [] } = options;
  const colors = palette(losses.length);
  const panels = losses.map(({ name, values }, i) => {
    const each = Math.ceil(values.length / mostPoints);
    return {
      title: name,
      xLabel: each > 1 ? `Step (mean and range of ${each})` : "Step",
      yLabel: "Loss",
      logY,
      marks,
      series: [{ name, color: colors[i], ...(each > 1 ? stretches(values, each) : { y: values }) }],
    };
  });
  return lines(panels, { columns: Math.min(3, Math.max(1, losses.length)), ...options });
}

/** Mean, least and largest of every so many values, without those that are NaN, at the last step of each stretch. */
function stretches(values: ArrayLike<number>, each: number): Record<"x" | "y" | "low" | "high", number[]> {
  const made = { x: [] as number[], y: [] as number[], low: [] as number[], high: [] as number[] };
  for (let start = 0; start < values.length; start += each) {
    const end = Math.min(values.length, start + each);
    const known: number[] = [];
    for (let at = start; at < end; at++) if (!Number.isNaN(values[at])) known.push(values[at]);
    made.x.push(end);
    made.y.push(known.reduce((sum, value) => sum + value, 0) / known.length);
    made.low.push(known.length === 0 ? Number.NaN : Math.min(...known));
    made.high.push(known.length === 0 ? Number.NaN : Math.max(...known));
  }
  return made;
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
