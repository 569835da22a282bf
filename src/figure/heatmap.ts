import { type ColorMapName, colorOf } from "./color/colorMap.ts";
import { rgbOf } from "./color/oklab.ts";
import { BACKDROP } from "./color/palette.ts";
import { colorBar } from "./drawing/legend.ts";
import { dataUri } from "./drawing/pixels.ts";
import { type Block, element, INK, type PageOptions, page, row, text } from "./drawing/svg.ts";
import { fitText, textWidth } from "./drawing/text.ts";

export interface HeatmapOptions extends PageOptions {
  /** Names of the rows and columns; their numbers are the shape of the values. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** What the values are, above the colour bar. */
  readonly label?: string;
  readonly map?: ColorMapName;
  /** Values at the ends of the colour map; the smallest and largest by default. */
  readonly range?: readonly [number, number];
  /** Write the values into the cells, where they fit. */
  readonly annotate?: boolean;
  /** A small square beside the name of each row, in the colour that it has in other figures. */
  readonly rowColors?: readonly string[];
  /** The same of each column. */
  readonly columnColors?: readonly string[];
  /** Side of a cell in px; from their number by default. */
  readonly cell?: number;
  /** What grey stands for, where a value is missing. */
  readonly missingName?: string;
}

/**
 * A table of numbers as colours.
 *
 * @param values [rows, columns] row-major, NaN where missing (grey). Not modified.
 * @returns SVG text.
 * @throws RangeError when the number of values is not rows times columns.
 * @example
 * import { heatmap } from "cellscape/figures";
 * const svg = heatmap([1, 0, 0, 1], { rows: ["a", "b"], columns: ["a", "b"] });
 */
export function heatmap(values: ArrayLike<number>, options: HeatmapOptions): string {
  const { rows, columns, label, map = "viridis", annotate = false, rowColors, columnColors } = options;
  if (values.length !== rows.length * columns.length) {
    throw new RangeError(`heatmap: expected ${rows.length} x ${columns.length} values, got ${values.length}`);
  }
  const [low, high] = options.range ?? rangeOf([values]);
  const most = Math.max(rows.length, columns.length, 1);
  const cell = options.cell ?? Math.min(30, Math.max(2, Math.floor(460 / most)));
  // Names need about 9 px; below that they would overlap.
  const named = cell >= 9;
  const style = { size: Math.min(11.5, cell * 0.95) };
  const rowNames = named ? rows.map((name) => fitText(name, 200, style)) : [];
  const columnNames = named ? columns.map((name) => fitText(name, 160, style)) : [];
  const [aside, below] = [rowColors ? STRIP + 4 : 0, columnColors ? STRIP + 4 : 0];
  const left = Math.ceil(aside + Math.max(0, ...rowNames.map((name) => textWidth(name, style) * 1.04 + 8)));
  const bottom = below + Math.max(0, ...columnNames.map((name) => textWidth(name, style) * 1.04 + 8));
  const [width, height] = [columns.length * cell, rows.length * cell];
  const shape = { rows: rows.length, columns: columns.length, cell };
  const parts = [`<g transform="translate(${left} 0)">${cells(values, shape, { map, low, high })}`];
  if (annotate && cell >= 24) parts.push(...captions(values, shape, { map, low, high }));
  const drop = style.size * 0.36;
  columnNames.forEach((name, i) => {
    const place = { x: (i + 0.5) * cell + drop, y: height + below + 6, anchor: "end", rotate: -90 } as const;
    parts.push(text(name, { ...place, ...style, hint: columns[i] }));
  });
  rowNames.forEach((name, i) => {
    parts.push(text(name, { x: -6 - aside, y: (i + 0.5) * cell + drop, ...style, anchor: "end", hint: rows[i] }));
  });
  const gap = cell > 12 ? 1 : 0;
  const long = cell - 2 * gap;
  rowColors?.forEach((fill, i) => {
    parts.push(element("rect", { x: -STRIP - 4, y: i * cell + gap, width: STRIP, height: long, fill }));
  });
  columnColors?.forEach((fill, i) => {
    parts.push(element("rect", { x: i * cell + gap, y: height + 4, width: long, height: STRIP, fill }));
  });
  parts.push("</g>");
  const plot: Block = { width: left + width, height: height + bottom, svg: parts.join("\n") };
  const gaps = Array.from(values).some((value) => !Number.isFinite(value));
  const missing = gaps ? { name: options.missingName ?? "no value", color: BACKDROP } : undefined;
  const bar = colorBar({ map, low, high, title: label, height: Math.min(160, Math.max(80, height)), missing });
  return page(row([plot, bar], { gap: 20 }), options);
}

/** Width in px of the colours beside rows and columns. */
const STRIP = 8;

export interface CellShape {
  readonly rows: number;
  readonly columns: number;
  /** Side of a cell in px. */
  readonly cell: number;
}

export interface ColorScale {
  readonly map: ColorMapName;
  readonly low: number;
  readonly high: number;
  /** Of cells without a value; pale grey by default. */
  readonly missing?: string;
}

/** The cells alone: rectangles, or one image when there are more than 1,000; NaN is grey. */
export function cells(values: ArrayLike<number>, { rows, columns, cell }: CellShape, scale: ColorScale): string {
  if (rows * columns > 1000) return cellImage(values, { rows, columns, cell }, scale);
  const parts = Array.from({ length: rows * columns }, (_, at) => {
    const [x, y] = [(at % columns) * cell, Math.floor(at / columns) * cell];
    return element("rect", { x, y, width: cell, height: cell, fill: cellColor(values[at], scale) });
  });
  return `<g shape-rendering="crispEdges">${parts.join("")}</g>`;
}

/** Smallest and largest finite value of all arrays; [0, 1] when there is none. */
export function rangeOf(arrays: readonly ArrayLike<number>[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  }
  return low > high ? [0, 1] : [low, high];
}

function cellImage(
  values: ArrayLike<number>,
  { rows, columns, cell }: CellShape,
  { map, low, high, missing = BACKDROP }: ColorScale,
): string {
  // Four image pixels per cell and direction: viewers that smooth enlarged images then blur only the seams.
  const zoom = 4;
  const [width, height] = [columns * zoom, rows * zoom];
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) {
    const column = Math.floor((at % width) / zoom);
    const value = values[Math.floor(at / width / zoom) * columns + column];
    data[at] = Number.isFinite(value) ? 1 + Math.round(254 * share(value, low, high)) : 0;
  }
  const colors = [missing, ...Array.from({ length: 255 }, (_, i) => colorOf(map, i / 254))];
  const palette = colors.map((color) => [...rgbOf(color), 255]);
  return element("image", {
    width: columns * cell,
    height: rows * cell,
    preserveAspectRatio: "none",
    "image-rendering": "optimizeSpeed",
    "xlink:href": dataUri({ width, height, data, palette }),
  });
}

function captions(values: ArrayLike<number>, { columns, cell }: CellShape, scale: ColorScale): string[] {
  const written = sameDecimals(values);
  const widths = Array.from(values, (value) => (Number.isFinite(value) ? textWidth(written(value), { size: 1 }) : 0));
  // Numbers of neighbouring cells must not run together.
  const size = Math.min(9.5, (cell - 4) / Math.max(1, ...widths));
  return Array.from(values).flatMap((value, at) => {
    if (!Number.isFinite(value)) return [];
    const [red, green, blue] = rgbOf(cellColor(value, scale));
    // Rec. 709 luma decides between dark and light letters.
    const dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 130;
    const [x, y] = [((at % columns) + 0.5) * cell, (Math.floor(at / columns) + 0.5) * cell + 3.4];
    return [text(written(value), { x, y, size, fill: dark ? "#ffffff" : INK.onData, anchor: "middle" })];
  });
}

/** Numbers with as many decimals as give the largest two digits, or hundredths where none is above 1. */
function sameDecimals(values: ArrayLike<number>): (value: number) => string {
  const most = Array.from(values).reduce((a, b) => (Number.isFinite(b) ? Math.max(a, Math.abs(b)) : a), 0);
  const decimals = most > 1 ? Math.max(0, 1 - Math.floor(Math.log10(most))) : most >= 0.1 || most === 0 ? 2 : 3;
  return (value) => {
    const digits = value.toFixed(decimals).replace("-", "\u2212");
    return /[1-9]/.test(digits) ? digits : digits.replace("\u2212", "");
  };
}

function cellColor(value: number, { map, low, high, missing = BACKDROP }: ColorScale): string {
  return Number.isFinite(value) ? colorOf(map, share(value, low, high)) : missing;
}

function share(value: number, low: number, high: number): number {
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
}
