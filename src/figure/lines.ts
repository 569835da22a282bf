import { palette } from "./color/palette.ts";
import { type Axis, axisFor, frame, niceTicks, shareOf } from "./drawing/axes.ts";
import { legendsBelow } from "./drawing/legend.ts";
import { rimmed } from "./drawing/rimmed.ts";
import { type Block, element, grid, INK, label, num, type PageOptions, page, stack } from "./drawing/svg.ts";
import { textWidth } from "./drawing/text.ts";

/** One curve. */
export interface LineSeries {
  readonly name: string;
  /** [points] NaN leaves a gap. */
  readonly y: ArrayLike<number>;
  /** [points] ascending; 1, 2, 3, ... by default. */
  readonly x?: ArrayLike<number>;
  /** [points] lower edge of a pale band around the line. */
  readonly low?: ArrayLike<number>;
  /** [points] upper edge of the band. */
  readonly high?: ArrayLike<number>;
  readonly color?: string;
}

/** Curves that share axes. */
export interface LinePanel {
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  readonly series: readonly LineSeries[];
  /** Logarithmic y; values that are not positive leave gaps. */
  readonly logY?: boolean;
  /** y starts at zero. */
  readonly zero?: boolean;
  /** A dot at each value. */
  readonly dots?: boolean;
  /** Vertical lines with a caption. */
  readonly marks?: readonly { readonly x: number; readonly caption: string }[];
  /** A dashed line across with a caption, such as what chance gives; the axis holds it. */
  readonly level?: { readonly y: number; readonly caption: string };
}

export interface LinesOptions extends PageOptions {
  /** Panels next to each other. */
  readonly columns?: number;
  /** Size of each plot in px, without its axes. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Curves in one or more panels, each with its own axes.
 *
 * @returns SVG text.
 * @throws RangeError when the arrays of a series differ in length.
 */
export function lines(panels: readonly LinePanel[], options: LinesOptions = {}): string {
  const { columns = Math.min(panels.length, 2), width = panels.length > 1 ? 300 : 420, height = 210 } = options;
  const blocks = panels.map((panel) => linePanel(panel, width, height));
  return page(grid(blocks, Math.max(1, columns), 30), options);
}

function linePanel(panel: LinePanel, width: number, height: number): Block {
  const { title, series, logY = false, dots = false, marks = [], level } = panel;
  const colors = palette(series.length);
  const drawn = series.map((each, i) => complete(each, colors[i]));
  const x = tight(drawn.flatMap((each) => each.x).concat(marks.map((mark) => mark.x)), panel.xLabel);
  const y = axisFor(drawn.flatMap((each) => [...each.y, ...each.low, ...each.high]).concat(level ? [level.y] : []), {
    log: logY,
    zero: panel.zero ?? false,
    label: panel.yLabel,
  });
  const px = (value: number) => width * shareOf(x, value);
  const py = (value: number) => height * (1 - shareOf(y, value, logY));
  const drawable = (value: number) => Number.isFinite(value) && (!logY || value > 0);
  const content: string[] = [];
  for (const { x: xs, low, high, color } of drawn) {
    const inside = xs.map((_, i) => i).filter((i) => drawable(low[i]) && drawable(high[i]));
    if (inside.length < 2) continue;
    const upper = inside.map((i) => `${num(px(xs[i]))} ${num(py(high[i]))}`);
    const lower = inside.reverse().map((i) => `${num(px(xs[i]))} ${num(py(low[i]))}`);
    content.push(element("path", { d: `M${[...upper, ...lower].join("L")}Z`, fill: color, "fill-opacity": 0.16 }));
  }
  if (level) content.push(levelLine(py(level.y), width));
  for (const mark of marks) content.push(markLine(mark.caption, px(mark.x), { width, height }));
  for (const { x: xs, y: ys, color } of drawn) {
    let pen = "M";
    const d: string[] = [];
    const points: string[] = [];
    xs.forEach((at, i) => {
      if (!drawable(ys[i])) {
        pen = "M";
        return;
      }
      d.push(`${pen}${num(px(at))} ${num(py(ys[i]))}`);
      // A value without neighbours would be a line of no length.
      const alone = !drawable(ys[i - 1]) && !drawable(ys[i + 1]);
      if (dots || alone) points.push(element("circle", { cx: px(at), cy: py(ys[i]), r: 3, fill: color }));
      pen = "L";
    });
    const style = { fill: "none", stroke: color, "stroke-width": 1.8, "stroke-linejoin": "round" };
    if (d.length > 0) content.push(element("path", { d: d.join(""), ...style }), ...points);
  }
  if (level) {
    const place = { x: width - 3, y: py(level.y) - 4, size: 10, fill: INK.soft, anchor: "end" } as const;
    content.push(rimmed(level.caption, place));
  }
  const plot = frame({ x, y, width, height, logY, marks: content.join("\n") });
  const heads: Block[] = title ? [label(title, { size: 12.5, bold: true })] : [];
  if (drawn.length > 1) heads.push(legendsBelow([{ entries: drawn }], plot.width, { shape: "line" }));
  return stack([...heads, plot], { gap: 6 });
}

interface Complete {
  readonly name: string;
  readonly color: string;
  readonly x: number[];
  readonly y: number[];
  readonly low: number[];
  readonly high: number[];
}

function complete(series: LineSeries, color: string): Complete {
  const y = Array.from(series.y);
  const x = series.x ? Array.from(series.x) : y.map((_, i) => i + 1);
  const low = series.low ? Array.from(series.low) : [];
  const high = series.high ? Array.from(series.high) : [];
  if (x.length !== y.length || (low.length > 0 && low.length !== y.length) || low.length !== high.length) {
    const got = `x ${x.length}, y ${y.length}, low ${low.length}, high ${high.length}`;
    throw new RangeError(`lines: expected arrays of one length for ${series.name}, got ${got}`);
  }
  return { name: series.name, color: series.color ?? color, x, y, low, high };
}

/** An x axis that ends where the data ends; whole numbers get whole ticks. */
function tight(values: readonly number[], name: string | undefined): Axis {
  const finite = values.filter(Number.isFinite);
  let low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  let high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (finite.length === 0) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 1, high + 1];
  const whole = finite.every(Number.isInteger);
  const few = whole && high - low <= 16 && new Set(finite).size > 2;
  const ticks = few
    ? Array.from({ length: high - low + 1 }, (_, i) => low + i)
    : niceTicks(low, high, 6).filter((tick) => !whole || Number.isInteger(tick));
  return { low, high, ticks, label: name };
}

function levelLine(y: number, width: number): string {
  return element("path", { d: `M0 ${num(y)}h${num(width)}`, stroke: INK.soft, "stroke-dasharray": "4 3" });
}

function markLine(caption: string, x: number, { width, height }: { width: number; height: number }): string {
  const line = element("path", { d: `M${num(x)} 0v${num(height)}`, stroke: INK.text, "stroke-dasharray": "3 3" });
  const style = { size: 11, bold: true };
  const left = x + 8 + textWidth(caption, style) > width;
  // At the foot: what is marked is most often a peak.
  const place = { x: left ? x - 6 : x + 6, y: height - 6, anchor: left ? "end" : "start" } as const;
  return line + rimmed(caption, { ...place, ...style });
}
