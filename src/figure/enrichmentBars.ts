import { axisFor, shareOf, tickText, tickTexts } from "./drawing/axes.ts";
import { rimmed } from "./drawing/rimmed.ts";
import { type Block, element, escapeXml, INK, label, num, type PageOptions, page, stack, text } from "./drawing/svg.ts";
import { fitText, textWidth } from "./drawing/text.ts";

/** One gene set. */
export interface EnrichedBar {
  readonly term: string;
  readonly adjustedPValue: number;
  /** Genes shared with the set, the best first. */
  readonly genes: readonly string[];
  /** Genes of the set; NaN where unknown. */
  readonly size: number;
}

export interface EnrichmentBarsOptions extends PageOptions {
  readonly color?: string;
  /** Length of the longest bar in px. */
  readonly width?: number;
  /** A dashed line at this p-value. */
  readonly maxPValue?: number;
}

/**
 * Enriched gene sets, one bar each as long as -log10 of the adjusted p-value, with the shared genes written upon it.
 *
 * @returns SVG text.
 */
export function enrichmentBars(terms: readonly EnrichedBar[], options: EnrichmentBarsOptions = {}): string {
  const { color = "#4263c5", width = 380, maxPValue = 0.05 } = options;
  if (terms.length === 0) {
    return page(label("No gene set shares a gene with the markers.", { size: 12, fill: INK.soft }), options);
  }
  // A p-value of 0 is below the smallest number, 5e-324.
  const heights = terms.map(({ adjustedPValue }) => Math.min(324, -Math.log10(adjustedPValue)));
  const axis = axisFor([...heights, -Math.log10(maxPValue)], { zero: true });
  const px = (value: number) => width * shareOf(axis, value);
  const height = terms.length * PITCH;
  const names = tickTexts(axis.ticks);
  const parts = axis.ticks.flatMap((tick, i) => [
    element("path", { d: `M${num(px(tick))} 0v${num(height)}`, stroke: tick === 0 ? INK.line : INK.grid }),
    text(names[i], { x: px(tick), y: height + 14, size: 10, fill: INK.soft, anchor: "middle" }),
  ]);
  // Across the bars only, not through the names between them.
  const limit = px(-Math.log10(maxPValue));
  const d = terms.map((_, i) => `M${num(limit)} ${i * PITCH + 17}v16`).join("");
  parts.push(element("path", { d, stroke: INK.text, "stroke-dasharray": "2.5 2" }));
  let right = width;
  terms.forEach(({ term, genes, size, adjustedPValue }, i) => {
    const y = i * PITCH;
    const sure = adjustedPValue <= maxPValue;
    const name = fitText(term, width + 140, TERM);
    const hint = `${term}: ${genes.length}${Number.isFinite(size) ? ` of ${size}` : ""} genes, adjusted p ${tickText(adjustedPValue)}: ${genes.join(", ")}`;
    const bar = element("rect", {
      x: 0,
      y: y + 19,
      width: px(heights[i]),
      height: 12,
      rx: 2,
      fill: sure ? color : GREY,
    });
    parts.push(text(name, { x: 3, y: y + 14, ...TERM, hint: term }));
    parts.push(`<g><title>${escapeXml(hint)}</title>${bar}</g>`);
    const note = `${genes.length} of ${size}: ${genes.join(", ")}`;
    const shown = shorten(note, 230);
    // Where the dashed line is just ahead, the note stands behind it.
    const end = px(heights[i]);
    const x = (end < limit && limit < end + 40 ? limit : end) + 6;
    parts.push(rimmed(shown, { x, y: y + 28.6, ...NOTE, fill: INK.soft }));
    right = Math.max(right, 3 + textWidth(name, TERM) * 1.04, x + textWidth(shown, NOTE) * 1.04);
  });
  const axisLabel = `\u2212log10 adjusted p (dashed: p = ${maxPValue})`;
  parts.push(text(axisLabel, { x: width / 2, y: height + 32, size: 11, anchor: "middle" }));
  const plot: Block = { width: right, height: height + 36, svg: parts.join("\n") };
  return page(stack([plot]), options);
}

/** The first words that fit, and an ellipsis. */
function shorten(content: string, width: number): string {
  if (textWidth(content, NOTE) <= width) return content;
  const words = content.split(" ");
  let kept = "";
  for (const word of words) {
    const longer = kept === "" ? word : `${kept} ${word}`;
    if (textWidth(`${longer} …`, NOTE) > width) break;
    kept = longer;
  }
  return `${kept} …`;
}

const PITCH = 38;
const GREY = "#b3bbc5";
const TERM = { size: 11.5 } as const;
const NOTE = { size: 10 } as const;
