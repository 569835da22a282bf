import { type ColorMapName, colorOf } from "../color/colorMap.ts";
import { niceTicks, tickText, tickTexts } from "./axes.ts";
import { type Block, element, grid, INK, label, num, row, stack, text } from "./svg.ts";
import { fitText, textWidth } from "./text.ts";

export interface LegendEntry {
  readonly name: string;
  readonly color: string;
  /** Right-aligned behind the name, such as a number of cells. */
  readonly note?: string;
}

export interface LegendOptions {
  readonly title?: string | undefined;
  /** Entries are broken into columns of at most this height in px. */
  readonly height?: number;
  /** Names wider than this are shortened; hovering shows all. */
  readonly nameWidth?: number;
  readonly shape?: "dot" | "line";
}

/** Names beside their colours, in as many columns as the height requires. */
export function legend(entries: readonly LegendEntry[], options: LegendOptions = {}): Block {
  const { title, height = Number.POSITIVE_INFINITY, nameWidth = 220, shape = "dot" } = options;
  const perColumn = Math.max(1, Math.min(entries.length, Math.floor((height - (title ? 21 : 0)) / LINE)));
  // Columns of equal length rather than a full one and a rest.
  const columns = Math.ceil(entries.length / perColumn);
  const lines = Math.ceil(entries.length / Math.max(1, columns));
  const blocks: Block[] = [];
  for (let i = 0; i < entries.length; i += lines) blocks.push(column(entries.slice(i, i + lines), nameWidth, shape));
  const body = grid(blocks, blocks.length, 20);
  return title ? stack([label(title, { size: 11.5, bold: true }), body], { gap: 6 }) : body;
}

/** The legends next to each other, each in as many lines as it takes to stay within `width`, or below each other. */
export function legendsBelow(
  legends: readonly { readonly title?: string | undefined; readonly entries: readonly LegendEntry[] }[],
  width: number,
  options: LegendOptions = {},
): Block {
  const most = Math.max(1, ...legends.map(({ entries }) => entries.length));
  const inLines = (lines: number) =>
    legends.map(({ title, entries }) =>
      legend(entries, { ...options, title, height: LINE * lines + (title ? 21 : 0) }),
    );
  for (let lines = 1; lines <= most; lines++) {
    const flat = row(inLines(lines), { gap: 36 });
    if (flat.width <= width) return flat;
  }
  if (legends.length < 2) return stack(inLines(most));
  const each = legends.map((one) => legendsBelow([one], width, options));
  return stack(each, { gap: 16 });
}

function column(entries: readonly LegendEntry[], nameWidth: number, shape: "dot" | "line"): Block {
  const names = entries.map((entry) => fitText(entry.name, nameWidth, NAME));
  const widest = Math.max(...names.map((name) => textWidth(name, NAME))) * 1.04;
  const notes = Math.max(...entries.map((entry) => (entry.note ? textWidth(entry.note, NOTE) * 1.04 + 14 : 0)));
  const width = INDENT + widest + notes;
  const parts = entries.flatMap((entry, i) => {
    const y = i * LINE + LINE / 2;
    const mark =
      shape === "dot"
        ? element("circle", { cx: 5.5, cy: y, r: 5, fill: entry.color })
        : element("path", { d: `M0 ${num(y)}h12`, stroke: entry.color, "stroke-width": 2.2 });
    const name = text(names[i], { x: INDENT, y: y + 3.9, ...NAME, hint: entry.name });
    if (!entry.note) return [mark, name];
    return [mark, name, text(entry.note, { x: width, y: y + 3.8, ...NOTE, fill: INK.soft, anchor: "end" })];
  });
  return { width, height: entries.length * LINE, svg: parts.join("\n") };
}

export interface ColorBarOptions {
  readonly map: ColorMapName;
  readonly low: number;
  readonly high: number;
  readonly title?: string | undefined;
  readonly height?: number;
  /** Values beyond the low or the high end exist and take the colour of that end. */
  readonly clippedLow?: boolean;
  readonly clippedHigh?: boolean;
  /** What grey stands for, when there is any. */
  readonly missing?: LegendEntry | undefined;
}

/** A vertical strip of a colour map with its values. */
export function colorBar(options: ColorBarOptions): Block {
  const { map, low, high, title, height = 140, clippedLow = false, clippedHigh = false, missing } = options;
  const strip = 64;
  const steps = Array.from({ length: strip }, (_, i) => {
    // From each step down to the end of the bar, so that no seams show between steps.
    const y = (i * height) / strip;
    return element("rect", { y: 5 + y, width: 13, height: height - y, fill: colorOf(map, 1 - (i + 0.5) / strip) });
  });
  const parts = [steps.join("")];
  const place = (value: number) => 5 + (high > low ? height * (1 - (value - low) / (high - low)) : height / 2);
  // Clipped ends are written out; other ticks make room for them.
  const ends = [...(clippedLow ? [low] : []), ...(clippedHigh ? [high] : [])];
  const round = high > low ? niceTicks(low, high, Math.max(4, Math.round(height / 35))) : [low];
  const between = round.filter((tick) => ends.every((end) => Math.abs(place(tick) - place(end)) > 14));
  const names = tickTexts(between);
  const captions = [
    ...between.map((tick, i) => ({ tick, caption: names[i] })),
    ...ends.map((end) => ({
      tick: end,
      caption: `${end === high ? "≥" : "≤"} ${tickText(Number(end.toPrecision(3)))}`,
    })),
  ];
  let widest = 0;
  for (const { tick, caption } of captions) {
    const y = place(tick);
    widest = Math.max(widest, textWidth(caption, NOTE) * 1.04);
    parts.push(element("path", { d: `M13 ${num(y)}h4`, stroke: INK.line }));
    parts.push(text(caption, { x: 21, y: y + 3.6, ...NOTE, fill: INK.soft }));
  }
  const bar: Block = { width: 21 + widest, height: height + 10, svg: parts.join("\n") };
  const grey = missing ? [legend([missing])] : [];
  return stack([...(title ? [label(title, { size: 11.5, bold: true })] : []), bar, ...grey], { gap: 6 });
}

const LINE = 18;
const INDENT = 18;
const NAME = { size: 11.5 } as const;
const NOTE = { size: 10.5 } as const;
