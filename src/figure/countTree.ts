import { contrastOf } from "./color/palette.ts";
import { element, escapeXml, INK, num, type PageOptions, page, text } from "./drawing/svg.ts";
import { fitText, textWidth } from "./drawing/text.ts";

/** A partition of all cells, and how it is drawn. */
export interface CountRow {
  /** [n] domain of each cell, 0 .. names.length - 1. */
  readonly labels: ArrayLike<number>;
  readonly names: readonly string[];
  /** One `#rrggbb` for each domain. */
  readonly colors: readonly string[];
  readonly nodes: readonly { readonly stability: number }[];
  /** Set in bold. */
  readonly selected: boolean;
}

export interface CountTreeOptions extends PageOptions {
  /** Domains of less stability are dashed. */
  readonly weakBelow: number;
  /** What the measured places are called; cells by default. */
  readonly many?: string;
  /** Length of a row in px. */
  readonly width?: number;
}

const THICK = 20;
const PITCH = 52;
const LEFT = 64;
/** Space between domains of a row, in px, and least share of all cells that a band has. */
const SPACE = 3;
const LEAST = 0.003;
const NAME = { size: 11 } as const;

/**
 * Partitions of the same cells into more and more domains, one row each: blocks as wide as their cells are many, and bands between
 * rows as wide as the cells that two domains share. Domains lie in an order in which bands cross little.
 *
 * @returns SVG text.
 * @throws RangeError when rows are not of equal length.
 */
export function countTree(rows: readonly CountRow[], options: CountTreeOptions): string {
  const { weakBelow, many = "cells", width = 620 } = options;
  const n = rows[0]?.labels.length ?? 0;
  const uneven = rows.find(({ labels }) => labels.length !== n);
  if (uneven) throw new RangeError(`countTree: expected rows of ${n} ${many}, got ${uneven.labels.length}`);
  const bands: string[] = [];
  const blocks: string[] = [];
  let above: Blocks | undefined;
  rows.forEach((row, at) => {
    const shared = at > 0 ? sharedBy(row, rows[at - 1]) : undefined;
    const own = blocksOf(row, n, width, shared && above ? { shared, above } : undefined);
    const y = at * PITCH;
    if (shared && above) bands.push(...bandsOf(row, own, above, shared, { n, y, many, upper: rows[at - 1].names }));
    const style = { size: 12, bold: row.selected, fill: row.selected ? INK.text : INK.soft };
    blocks.push(text(`K = ${row.names.length}`, { x: LEFT - 12, y: y + THICK / 2 + 4, anchor: "end", ...style }));
    row.names.forEach((name, k) => {
      const weak = row.nodes[k].stability < weakBelow;
      const stability = Number.isNaN(row.nodes[k].stability) ? "" : `, stability ${row.nodes[k].stability.toFixed(2)}`;
      const box = element("rect", {
        ...{ x: own.left[k], y, width: own.width[k], height: THICK, rx: 2, fill: row.colors[k] },
        stroke: weak ? INK.text : "none",
        ...(weak ? { "stroke-width": 1.6, "stroke-dasharray": "3 2" } : {}),
      });
      const hint = `${name}: ${own.cells[k]} ${many}${stability}`;
      blocks.push(`<g><title>${escapeXml(hint)}</title>${box}${nameIn(name, row.colors[k], own, k, y)}</g>`);
    });
    above = own;
  });
  const height = Math.max(0, rows.length - 1) * PITCH + THICK;
  return page({ width: LEFT + width + 2, height, svg: [...bands, ...blocks].join("\n") }, options);
}

interface Blocks {
  readonly cells: Float64Array;
  /** [domains] px */
  readonly left: Float64Array;
  readonly width: Float64Array;
}

/** [domains, domains above] cells that two domains share. */
function sharedBy({ labels, names }: CountRow, upper: CountRow): Float64Array {
  const shared = new Float64Array(names.length * upper.names.length);
  for (let i = 0; i < labels.length; i++) shared[labels[i] * upper.names.length + upper.labels[i]]++;
  return shared;
}

/** Blocks of a row in the order of the mean place above of their cells. */
function blocksOf(
  { labels, names }: CountRow,
  n: number,
  width: number,
  before: { readonly shared: Float64Array; readonly above: Blocks } | undefined,
): Blocks {
  const count = names.length;
  const cells = new Float64Array(count);
  for (let i = 0; i < n; i++) cells[labels[i]]++;
  const place = Float64Array.from(cells, (size, k) => {
    if (!before) return k;
    const { shared, above } = before;
    const columns = above.cells.length;
    let sum = 0;
    for (let p = 0; p < columns; p++) sum += shared[k * columns + p] * (above.left[p] + above.width[p] / 2);
    return size > 0 ? sum / size : 0;
  });
  const order = [...names.keys()].sort((a, b) => place[a] - place[b]);
  const room = width - SPACE * (count - 1);
  const left = new Float64Array(count);
  let x = LEFT;
  for (const k of order) {
    left[k] = x;
    x += (room * cells[k]) / n + SPACE;
  }
  return { cells, left, width: cells.map((size) => (room * size) / n) };
}

/** Bands from the row above, in the colours of this row; on both sides in the order of the blocks that they lead to. */
function bandsOf(
  { names, colors }: CountRow,
  own: Blocks,
  above: Blocks,
  shared: Float64Array,
  {
    n,
    y,
    many,
    upper,
  }: { readonly n: number; readonly y: number; readonly many: string; readonly upper: readonly string[] },
): string[] {
  const columns = above.cells.length;
  const byLeft = (of: Blocks) => [...of.left.keys()].sort((a, b) => of.left[a] - of.left[b]);
  const [down, up] = [byLeft(own), byLeft(above)];
  const from = above.left.slice();
  const to = own.left.slice();
  const starts = new Float64Array(shared.length);
  for (const k of down) {
    for (const p of up) {
      starts[k * columns + p] = from[p];
      from[p] += (above.width[p] * shared[k * columns + p]) / above.cells[p] || 0;
    }
  }
  const drawn: string[] = [];
  for (const k of down) {
    for (const p of up) {
      const both = shared[k * columns + p];
      const [a, b] = [starts[k * columns + p], to[k]];
      const [wide, narrow] = [(above.width[p] * both) / above.cells[p] || 0, (own.width[k] * both) / own.cells[k] || 0];
      to[k] += narrow;
      if (both < LEAST * n) continue;
      const [top, bottom] = [y - PITCH + THICK, y];
      const middle = (top + bottom) / 2;
      const d =
        `M${num(a)} ${num(top)}C${num(a)} ${num(middle)} ${num(b)} ${num(middle)} ${num(b)} ${num(bottom)}h${num(narrow)}` +
        `C${num(b + narrow)} ${num(middle)} ${num(a + wide)} ${num(middle)} ${num(a + wide)} ${num(top)}Z`;
      const hint = `${both} ${many} of ${upper[p]} (K = ${columns}) in ${names[k]} (K = ${names.length})`;
      const band = element("path", { d, fill: colors[k], opacity: 0.35 });
      drawn.push(`<g><title>${escapeXml(hint)}</title>${band}</g>`);
    }
  }
  return drawn;
}

/** The name where it has room. */
function nameIn(name: string, color: string, own: Blocks, k: number, y: number): string {
  const shown = fitText(name, own.width[k] - 4, NAME);
  if (textWidth(shown, NAME) > own.width[k] - 2) return "";
  const fill = contrastOf(color, "#ffffff") > contrastOf(color, INK.onData) ? "#ffffff" : INK.onData;
  return text(shown, { x: own.left[k] + own.width[k] / 2, y: y + THICK / 2 + 4, ...NAME, fill, anchor: "middle" });
}
