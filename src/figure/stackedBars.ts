import { palette } from "./color/palette.ts";
import { groupThousands } from "./drawing/axes.ts";
import { legend } from "./drawing/legend.ts";
import { type Block, element, escapeXml, INK, num, type PageOptions, page, row, text } from "./drawing/svg.ts";
import { fitText, textWidth } from "./drawing/text.ts";

export interface StackedBarOptions extends PageOptions {
  /** One bar each. */
  readonly bars: readonly string[];
  /** What each bar is made of, from left to right. */
  readonly parts: readonly string[];
  /** One `#rrggbb` for each part; the palette by default. */
  readonly colors?: readonly string[];
  /** [bars] a small square before each name, in the colour that the bar has in maps. */
  readonly barColors?: readonly string[];
  /** [bars] behind each bar, such as its number of cells. */
  readonly counts?: ArrayLike<number>;
  /** Bars that stand apart below the others, such as the whole tissue. */
  readonly apart?: number;
  /** Above the legend. */
  readonly legendTitle?: string;
  /** Length of a bar in px. */
  readonly width?: number;
}

/**
 * Shares of a whole as bars of equal length, such as the types of cells in each domain.
 *
 * @param shares [bars, parts] row-major, at least 0; a bar's shares are drawn over their sum. Not modified.
 * @returns SVG text.
 * @throws RangeError when the number of shares is not bars times parts.
 */
export function stackedBars(shares: ArrayLike<number>, options: StackedBarOptions): string {
  const { bars, parts, barColors, counts, apart = 0, legendTitle, width = 420 } = options;
  if (shares.length !== bars.length * parts.length) {
    throw new RangeError(`stackedBars: expected ${bars.length} x ${parts.length} shares, got ${shares.length}`);
  }
  const colors = options.colors ?? palette(parts.length);
  const names = bars.map((name) => fitText(name, 200, NAME));
  const left = Math.ceil(Math.max(0, ...names.map((name) => textWidth(name, NAME))) * 1.04) + 10 + (barColors ? 16 : 0);
  const gapBefore = bars.length - apart;
  const drawn: string[] = [];
  let right = left + width;
  let bottom = 0;
  bars.forEach((name, b) => {
    const y = b * PITCH + (b >= gapBefore && apart > 0 && gapBefore > 0 ? 10 : 0);
    bottom = y + THICK;
    if (barColors?.[b])
      drawn.push(element("rect", { x: 0, y: y + 4, width: 10, height: 10, rx: 2, fill: barColors[b] }));
    drawn.push(text(names[b], { x: left - 8, y: y + THICK / 2 + 4, ...NAME, anchor: "end", hint: name }));
    let sum = 0;
    for (let j = 0; j < parts.length; j++) sum += shares[b * parts.length + j];
    let from = 0;
    for (let j = 0; j < parts.length; j++) {
      const share = sum > 0 ? shares[b * parts.length + j] / sum : 0;
      if (!(share > 0)) continue;
      const [x, length] = [left + width * from, width * share];
      from += share;
      const hint = `${parts[j]}: ${num(100 * share, 1)} % of ${name}`;
      const box = element("rect", {
        x,
        y,
        width: length,
        height: THICK,
        fill: colors[j],
        stroke: "#ffffff",
        "stroke-width": length > 3 ? 0.75 : 0,
      });
      drawn.push(`<g><title>${escapeXml(hint)}</title>${box}</g>`);
    }
    if (counts && Number.isFinite(counts[b])) {
      const caption = groupThousands(counts[b]);
      drawn.push(text(caption, { x: left + width + 7, y: y + THICK / 2 + 3.7, size: 10.5, fill: INK.soft }));
      right = Math.max(right, left + width + 7 + textWidth(caption, { size: 10.5 }) * 1.04);
    }
  });
  for (const tick of [0, 25, 50, 75, 100]) {
    const x = left + (width * tick) / 100;
    drawn.push(element("path", { d: `M${num(x)} ${num(bottom + 3)}v4`, stroke: INK.line }));
    drawn.push(text(`${tick} %`, { x, y: bottom + 18, size: 10, fill: INK.soft, anchor: "middle" }));
  }
  const plot: Block = { width: Math.max(right, left + width + 14), height: bottom + 22, svg: drawn.join("\n") };
  const entries = parts.map((name, j) => ({ name, color: colors[j] }));
  const key = legend(entries, { title: legendTitle, height: Math.max(160, plot.height) });
  return page(row([plot, key], { gap: 26 }), options);
}

const THICK = 18;
const PITCH = 23;
const NAME = { size: 11.5 } as const;
