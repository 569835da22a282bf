import { tickStep, ticks } from "d3-array";
import { type Block, element, INK, num, text } from "./svg.ts";
import { textWidth } from "./text.ts";

/** Round numbers (1, 2 or 5 times a power of ten apart) within [low, high], about `count` of them, ascending. */
export function niceTicks(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low];
  const found = ticks(low, high, count);
  // A range between two coarse steps would have no tick, or just one.
  return found.length < 2 && count < 100 ? niceTicks(low, high, count * 2) : found;
}

/** A number as text: whole ones in full, others to 4 digits, thousands set apart, powers of ten at the extremes. */
export function tickText(value: number): string {
  if (value === 0) return "0"; // -0 as well
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return withMinus(groupThousands(value));
  if (size >= 1e6 || size < 1e-3) return withMinus(POWERS.format(value).replace("E", "e"));
  return withMinus(FOUR_DIGITS.format(value));
}

/** Evenly spaced ticks as texts with the same number of decimals. */
export function tickTexts(ticks: readonly number[]): string[] {
  const texts = ticks.map(tickText);
  if (texts.some((each) => each.includes("e"))) return texts;
  const most = Math.max(0, ...texts.map((each) => each.split(".")[1]?.length ?? 0));
  const format = new Intl.NumberFormat("en", { minimumFractionDigits: most, maximumFractionDigits: most });
  return ticks.map((tick) => (tick === 0 ? "0" : withMinus(format.format(tick))));
}

/** A whole number with thousands set apart: 12,345. */
export function groupThousands(count: number): string {
  return WHOLE.format(count);
}

const WHOLE = new Intl.NumberFormat("en");
const FOUR_DIGITS = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const POWERS = new Intl.NumberFormat("en", { notation: "scientific", maximumFractionDigits: 2 });

/** With the typographic minus sign, which is as wide as a plus. */
function withMinus(text: string): string {
  return text.replaceAll("-", "\u2212");
}

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly label?: string | undefined;
}

/** The axis from the data's range: widened to whole ticks, never of length zero. */
export function axisFor(
  values: readonly number[],
  { label, count = 5, zero = false, log = false }: AxisOptions = {},
): Axis {
  const finite = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  let low = finite.reduce((a, b) => Math.min(a, b), zero ? 0 : Number.POSITIVE_INFINITY);
  let high = finite.reduce((a, b) => Math.max(a, b), zero ? 0 : Number.NEGATIVE_INFINITY);
  if (finite.length === 0) [low, high] = [log ? 1 : 0, log ? 10 : 1];
  if (low === high) {
    const room = log ? low / 2 : Math.abs(low) / 2 || 1;
    [low, high] = [low - room, high + room];
  }
  if (log) return { low, high, ticks: logTicks(low, high), label };
  const step = tickStep(0, high - low, count);
  // Quotients a hair off a whole number count as whole: (0.3 - 0) / 0.1 is 2.9999999999999996.
  low = clean(Math.floor(low / step + 1e-9) * step);
  high = clean(Math.ceil(high / step - 1e-9) * step);
  return { low, high, ticks: niceTicks(low, high, (high - low) / step), label };
}

export interface AxisOptions {
  readonly label?: string | undefined;
  /** About how many steps. */
  readonly count?: number;
  /** The axis holds zero. */
  readonly zero?: boolean;
  /** Equal ratios are equally far apart; values that are not positive are left out. */
  readonly log?: boolean;
}

/** Share of the way from the low to the high end of an axis. */
export function shareOf({ low, high }: Axis, value: number, log = false): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

export interface FrameOptions {
  readonly x: Axis;
  readonly y: Axis;
  /** Size of the plot inside the axes in px. */
  readonly width: number;
  readonly height: number;
  readonly logX?: boolean;
  readonly logY?: boolean;
  /** The marks, in px of the plot, y downwards from its top. */
  readonly marks: string;
}

/** Marks with an x axis below and a y axis on the left, thin lines across at the ticks of y. */
export function frame({ x, y, width, height, logX = false, logY = false, marks }: FrameOptions): Block {
  const yTexts = logY ? y.ticks.map(tickText) : tickTexts(y.ticks);
  const left = Math.ceil(Math.max(0, ...yTexts.map((each) => textWidth(each, TICK))) * 1.04) + 8 + (y.label ? 20 : 0);
  const xTexts = logX ? x.ticks.map(tickText) : tickTexts(x.ticks);
  const right = Math.ceil(Math.max(8, textWidth(xTexts.at(-1) ?? "", TICK) / 2));
  const top = 8;
  const bottom = 22 + (x.label ? 18 : 0);
  const parts: string[] = [];
  y.ticks.forEach((tick, i) => {
    const at = top + height * (1 - shareOf(y, tick, logY));
    parts.push(element("path", { d: `M${num(left)} ${num(at)}h${num(width)}`, stroke: INK.grid }));
    parts.push(text(yTexts[i], { x: left - 7, y: at + 3.6, ...TICK, fill: INK.soft, anchor: "end" }));
  });
  x.ticks.forEach((tick, i) => {
    const at = left + width * shareOf(x, tick, logX);
    parts.push(element("path", { d: `M${num(at)} ${num(top + height)}v4`, stroke: INK.line }));
    parts.push(text(xTexts[i], { x: at, y: top + height + 16, ...TICK, fill: INK.soft, anchor: "middle" }));
  });
  parts.push(`<g transform="translate(${num(left)} ${top})">${marks}</g>`);
  parts.push(element("path", { d: `M${num(left)} ${num(top + height)}h${num(width)}`, stroke: INK.line }));
  if (x.label) {
    parts.push(
      text(x.label, { x: left + width / 2, y: top + height + 35, size: 11, fill: INK.text, anchor: "middle" }),
    );
  }
  if (y.label) {
    const middle = top + height / 2;
    parts.push(text(y.label, { x: 11, y: middle, size: 11, fill: INK.text, anchor: "middle", rotate: -90 }));
  }
  return { width: left + width + right, height: top + height + bottom, svg: parts.join("\n") };
}

function logTicks(low: number, high: number): number[] {
  for (const times of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]]) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      for (const time of times) ticks.push(clean(time * 10 ** power));
    }
    const within = ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
    if (within.length >= 3) return within;
  }
  return niceTicks(low, high);
}

/** Without the last digits of binary fractions: 0.30000000000000004 is 0.3. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

const TICK = { size: 10 } as const;
