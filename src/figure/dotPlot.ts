import { type ColorMapName, colorOf } from "./color/colorMap.ts";
import { colorBar } from "./drawing/legend.ts";
import {
  type Block,
  element,
  escapeXml,
  INK,
  label,
  num,
  type PageOptions,
  page,
  row,
  stack,
  text,
} from "./drawing/svg.ts";
import { fitText, textWidth } from "./drawing/text.ts";
import { rangeOf } from "./heatmap.ts";

export interface DotPlotOptions extends PageOptions {
  readonly groups: readonly string[];
  readonly genes: readonly string[];
  /** [groups] a small square before each name, in the colour that the group has in maps. */
  readonly groupColors?: readonly string[];
  /** Runs of neighbouring genes that belong together, such as the markers of one domain, named above a bracket. */
  readonly blocks?: readonly { readonly name: string; readonly genes: number; readonly color?: string }[];
  /** What the colour is, above its bar. */
  readonly label?: string;
  /** What the size is. */
  readonly sizeLabel?: string;
  /** What the measured places are called, such as spots; cells by default. */
  readonly many?: string;
  readonly map?: ColorMapName;
  /** Values at the ends of the colour map; the smallest and largest by default. */
  readonly range?: readonly [number, number];
}

/**
 * Genes in groups of cells: the area of a dot is the fraction of cells that express the gene, its colour the mean
 * expression or the fold change.
 *
 * @param fractions [groups, genes] row-major, 0 to 1; NaN leaves the place empty.
 * @param values [groups, genes] for the colours. Both are not modified.
 * @returns SVG text.
 * @throws RangeError when the arrays are not groups times genes.
 */
export function dotPlot(fractions: ArrayLike<number>, values: ArrayLike<number>, options: DotPlotOptions): string {
  const { groups, genes, groupColors, blocks = [], map = "light", many = "cells" } = options;
  const { sizeLabel = `${many[0].toUpperCase()}${many.slice(1)} that express it` } = options;
  const size = groups.length * genes.length;
  if (fractions.length !== size || values.length !== size) {
    const got = `${fractions.length} and ${values.length}`;
    throw new RangeError(`dotPlot: expected ${groups.length} x ${genes.length} fractions and values, got ${got}`);
  }
  const [low, high] = options.range ?? rangeOf([values]);
  const names = groups.map((name) => fitText(name, 200, NAME));
  const square = groupColors ? 16 : 0;
  const left = Math.ceil(Math.max(0, ...names.map((name) => textWidth(name, NAME))) * 1.04) + 10 + square;
  const top = blocks.length > 0 ? blockRoom(blocks) : 0;
  const [width, height] = [genes.length * PITCH, groups.length * PITCH];
  const parts: string[] = [];
  groups.forEach((name, g) => {
    const y = top + (g + 0.5) * PITCH;
    if (groupColors) {
      parts.push(element("rect", { x: 0, y: y - 5, width: 10, height: 10, rx: 2, fill: groupColors[g] }));
    }
    parts.push(text(names[g], { x: left - 9, y: y + 4, ...NAME, anchor: "end", hint: name }));
    parts.push(element("path", { d: `M${num(left)} ${num(y)}h${num(width)}`, stroke: INK.grid }));
  });
  const share = (value: number) => (high > low ? (value - low) / (high - low) : 0.5);
  for (let at = 0; at < size; at++) {
    const [g, u] = [Math.floor(at / genes.length), at % genes.length];
    if (!(fractions[at] > 0) || !Number.isFinite(values[at])) continue;
    const hint = `${genes[u]} in ${groups[g]}: ${num(100 * fractions[at], 0)} % of ${many}, ${num(values[at], 2)}`;
    parts.push(
      `<g><title>${escapeXml(hint)}</title>${element("circle", {
        cx: left + (u + 0.5) * PITCH,
        cy: top + (g + 0.5) * PITCH,
        r: radiusOf(fractions[at]),
        fill: colorOf(map, share(values[at])),
        stroke: INK.soft,
        "stroke-width": 0.4,
      })}</g>`,
    );
  }
  parts.push(
    element("rect", { x: left, y: top, width, height, fill: "none", stroke: INK.line, "stroke-width": 0.75, rx: 2 }),
  );
  let first = 0;
  for (const block of blocks) {
    parts.push(bracket(block, { x: left + first * PITCH, y: top - 6 }));
    first += block.genes;
    if (first < genes.length) {
      const d = `M${num(left + first * PITCH)} ${num(top)}v${num(height)}`;
      parts.push(element("path", { d, stroke: INK.grid }));
    }
  }
  const bottom = Math.ceil(Math.max(0, ...genes.map((name) => textWidth(fitText(name, 120, GENE), GENE))) * 1.04) + 8;
  genes.forEach((name, u) => {
    const place = { x: left + (u + 0.5) * PITCH + 4, y: top + height + 6, anchor: "end", rotate: -90 } as const;
    parts.push(text(fitText(name, 120, GENE), { ...place, ...GENE, hint: name }));
  });
  const plot: Block = { width: left + width, height: top + height + bottom, svg: parts.join("\n") };
  const key = stack([sizeKey(sizeLabel), colorBar({ map, low, high, title: options.label, height: 90 })], { gap: 16 });
  return page(row([plot, key], { gap: 26 }), options);
}

/** Dots of known fractions with their percentages. */
function sizeKey(title: string): Block {
  const shown = [0.1, 0.25, 0.5, 0.75, 1];
  const parts = shown.flatMap((fraction, i) => [
    element("circle", { cx: 10, cy: 10 + i * 21, r: radiusOf(fraction), fill: INK.line }),
    text(`${num(100 * fraction)} %`, { x: 26, y: 13.8 + i * 21, size: 10.5, fill: INK.soft }),
  ]);
  const dots: Block = { width: 60, height: shown.length * 21, svg: parts.join("\n") };
  return stack([label(title, { size: 11.5, bold: true }), dots], { gap: 6 });
}

function bracket(
  { name, genes, color = INK.soft }: { readonly name: string; readonly genes: number; readonly color?: string },
  { x, y }: { readonly x: number; readonly y: number },
): string {
  if (genes === 0) return "";
  const width = genes * PITCH - 6;
  const bar = element("rect", { x: x + 3, y: y - 4, width, height: 4, rx: 2, fill: color });
  // Names wider than their genes stand upright.
  if (textWidth(name, BLOCK) * 1.04 <= width) {
    return bar + text(name, { x: x + 3 + width / 2, y: y - 9, ...BLOCK, anchor: "middle" });
  }
  const shown = fitText(name, 110, BLOCK);
  return bar + text(shown, { x: x + 7 + width / 2, y: y - 9, ...BLOCK, rotate: -90, hint: name });
}

function blockRoom(blocks: readonly { readonly name: string; readonly genes: number }[]): number {
  const wide = blocks.filter(({ name, genes }) => textWidth(name, BLOCK) * 1.04 > genes * PITCH - 6);
  const upright = Math.max(0, ...wide.map(({ name }) => textWidth(fitText(name, 110, BLOCK), BLOCK) * 1.04));
  return Math.ceil(Math.max(24, upright + 18));
}

/** Area grows with the fraction; the faintest dot can still be seen. */
function radiusOf(fraction: number): number {
  return Math.max(0.8, 8.6 * Math.sqrt(Math.min(1, fraction)));
}

const PITCH = 20;
const NAME = { size: 11.5 } as const;
const GENE = { size: 11 } as const;
const BLOCK = { size: 10.5, bold: true } as const;
