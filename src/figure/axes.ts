import { type Block, element, INK, num, text } from "./svg.ts";
import { textWidth } from "./text.ts";

/** Round numbers (1, 2 or 5 times a power of ten apart) within [low, high], about `count` of them, ascending. */
export function niceTicks(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low];
  const step = niceStep((high - low) / Math.max(1, count));
  // Quotients a hair off a whole number still count as ticks: (0.3 - 0) / 0.1 is 2.9999999999999996.
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // A range between two coarse steps would have no tick, or just one.
  if (last <= first && count < 100) return niceTicks(low, high, count * 2);
  return Array.from({ length: last - first + 1 }, (_, i) => clean((first + i) * step));
}

/** The 1, 2 or 5 times a power of ten nearest to `raw` (in ratio). */
export function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const share = raw / power;
  const times = share < Math.SQRT2 ? 1 : share < Math.sqrt(10) ? 2 : share < Math.sqrt(50) ? 5 : 10;
  return clean(times * power);
}

/** A number as text: whole ones in full, others to 4 digits, thousands set apart, powers of ten at the extremes. */
export function tickText(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return groupThousands(value).replace("-", "\u2212");
  if (size >= 1e6 || size < 1e-3) {
    return value
      .toExponential(2)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e")
      .replace("-", "\u2212")
      .replace("e-", "e\u2212");
  }
  const digits = String(Number(value.toPrecision(4))).replace("-", "\u2212");
  return size >= 1000 ? groupThousands(digits) : digits;
}

/** Evenly spaced ticks as texts with the same number of decimals. */
export function tickTexts(ticks: readonly number[]): string[] {
  const texts = ticks.map(tickText);
  if (texts.some((each) => each.includes("e"))) return texts;
  const decimals = texts.map((each) => each.split(".")[1]?.length ?? 0);
  const most = Math.max(0, ...decimals);
  if (most === 0) return texts;
  return texts.map((each, i) =>
    each === "0" ? each : `${each}${decimals[i] === 0 ? "." : ""}${"0".repeat(most - decimals[i])}`,
  );
}

/** A whole number with thousands set apart: 12,345. */
export function groupThousands(digits: string | number): string {
  return String(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
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
  const step = niceStep((high - low) / count);
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
  readonly logY?: boolean;
  /** The marks, in px of the plot, y downwards from its top. */
  readonly marks: string;
}

/** Marks with an x axis below and a y axis on the left, thin lines across at the ticks of y. */
export function frame({ x, y, width, height, logY = false, marks }: FrameOptions): Block {
  const yTexts = logY ? y.ticks.map(tickText) : tickTexts(y.ticks);
  const left = Math.ceil(Math.max(0, ...yTexts.map((each) => textWidth(each, TICK))) * 1.04) + 8 + (y.label ? 20 : 0);
  const xTexts = tickTexts(x.ticks);
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
    const at = left + width * shareOf(x, tick);
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
