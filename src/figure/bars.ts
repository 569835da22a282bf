import { palette } from "./color/palette.ts";
import { axisFor, niceTicks, shareOf, tickText, tickTexts } from "./drawing/axes.ts";
import { legendsBelow } from "./drawing/legend.ts";
import { type Block, element, INK, num, type PageOptions, page, stack, text } from "./drawing/svg.ts";
import { fitText, textWidth } from "./drawing/text.ts";

/** One bar per label, such as the values of one method. */
export interface BarSeries {
  readonly name: string;
  /** [labels] NaN where there is none. */
  readonly values: ArrayLike<number>;
  /** [labels] half the length of a whisker, such as a standard deviation. */
  readonly spread?: ArrayLike<number>;
  readonly color?: string;
  /** [labels] a colour for each bar, such as those of the domains, instead of one for the series. */
  readonly colors?: readonly string[];
  /** Drawn in grey: what the others are compared with. */
  readonly baseline?: boolean;
}

export interface BarOptions extends PageOptions {
  /** Of the values. */
  readonly axisLabel?: string;
  /** Ends of the axis; from zero to the largest value by default. */
  readonly range?: readonly [number, number];
  /** Length of the longest bar in px. */
  readonly width?: number;
  /** How a value is written behind its bar. */
  readonly format?: (value: number) => string;
}

/**
 * Horizontal bars: for each label one bar a series, such as a method with its baseline beside it, values written out.
 *
 * @returns SVG text.
 * @throws RangeError when a series has not one value for each label.
 */
export function bars(labels: readonly string[], series: readonly BarSeries[], options: BarOptions = {}): string {
  const { axisLabel, range, width = 340, format = tickText } = options;
  for (const { name, values } of series) {
    if (values.length === labels.length) continue;
    throw new RangeError(`bars: expected ${labels.length} values of ${name}, got ${values.length}`);
  }
  const usual = palette(series.length);
  const colors = series.map(({ color, baseline }, s) => color ?? (baseline ? GREY : usual[s]));
  const ends = series.flatMap(({ values, spread }) => Array.from(values, (value, i) => value + (spread?.[i] || 0)));
  const axis = range
    ? { low: range[0], high: range[1], ticks: niceTicks(range[0], range[1]) }
    : axisFor(ends, { zero: true });
  const thick = series.length === 1 ? 15 : 12;
  const pitch = series.length * thick + (series.length === 1 ? 7 : 12);
  const names = labels.map((each) => fitText(each, 220, NAME));
  const left = Math.max(0, ...names.map((name) => textWidth(name, NAME))) * 1.04 + 10;
  const height = labels.length * pitch;
  const px = (value: number) => left + width * Math.min(1, Math.max(0, shareOf(axis, value)));
  const tickNames = tickTexts(axis.ticks);
  const parts = axis.ticks.flatMap((tick, i) => [
    element("path", { d: `M${num(px(tick))} 0v${num(height)}`, stroke: tick === 0 ? INK.line : INK.grid }),
    text(tickNames[i], { x: px(tick), y: height + 14, size: 10, fill: INK.soft, anchor: "middle" }),
  ]);
  let right = left + width + 10;
  labels.forEach((each, i) => {
    const top = i * pitch + (pitch - series.length * thick) / 2;
    const middle = i * pitch + pitch / 2;
    parts.push(text(names[i], { x: left - 8, y: middle + 4, ...NAME, anchor: "end", hint: each }));
    series.forEach(({ values, spread, colors: own }, s) => {
      const value = values[i];
      if (!Number.isFinite(value)) return;
      const y = top + s * thick;
      const from = px(Math.min(Math.max(0, axis.low), axis.high));
      const fill = own?.[i] ?? colors[s];
      const [x, length] = [Math.min(from, px(value)), Math.abs(px(value) - from)];
      parts.push(element("rect", { x, y: y + 0.75, width: length, height: thick - 1.5, fill, rx: 1 }));
      const reach = spread?.[i] || 0;
      if (reach > 0) {
        const d = `M${num(px(value - reach))} ${num(y + thick / 2)}H${num(px(value + reach))}`;
        parts.push(element("path", { d, stroke: INK.text }));
      }
      const caption = format(value);
      const at = Math.max(from, px(value + reach)) + 5;
      parts.push(text(caption, { x: at, y: y + thick / 2 + 3.5, size: 10, fill: INK.soft }));
      right = Math.max(right, at + textWidth(caption, { size: 10 }) * 1.04);
    });
  });
  if (axisLabel) {
    parts.push(text(axisLabel, { x: left + width / 2, y: height + 32, size: 11, anchor: "middle" }));
  }
  const plot: Block = { width: right, height: height + (axisLabel ? 36 : 18), svg: parts.join("\n") };
  const entries = series.map(({ name }, s) => ({ name, color: colors[s] }));
  const key = series.length > 1 ? [legendsBelow([{ entries }], right)] : [];
  return page(stack([...key, plot], { gap: 10 }), options);
}

const GREY = "#b3bbc5";
const NAME = { size: 11.5 } as const;
