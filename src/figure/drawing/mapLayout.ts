import type { Points } from "./points.ts";
import { scaleBar } from "./scaleBar.ts";
import { type MapScale, type MapSection, mapScale } from "./scatter.ts";
import { type Block, grid, INK, label, row, stack } from "./svg.ts";
import { wrapText } from "./text.ts";
import type { Underlay } from "./underlay.ts";

export interface MapOptions {
  readonly title?: string;
  readonly subtitle?: string;
  /** Side in px of a square map; others have about its area. */
  readonly size?: number;
  /** Micrometres per unit of the positions; without it there is no scale bar. */
  readonly unitUm?: number;
  /** y grows downwards, as in tissue images (default), or upwards. */
  readonly yDown?: boolean;
  /** Below the dots of each panel that brings none of its own. */
  readonly pictures?: readonly Underlay[];
  /** Names of sections that lie side by side, each above its middle, in the unit of the positions. */
  readonly sections?: readonly MapSection[];
  /** Pixels a px of large maps, which are images; 3 by default, which is sharp in print. */
  readonly dotsRatio?: number;
  /** Panels next to each other; chosen from their shape by default. */
  readonly columns?: number;
  readonly background?: string;
}

/** One scale for all panels; `size` shrinks with their number. */
export function sharedScale(clouds: readonly Points[], { size, dotsRatio }: MapOptions = {}): MapScale {
  const most = Math.max(0, ...clouds.map((xy) => xy.length >> 1));
  const usual = clouds.length === 1 ? (most > 20_000 ? 600 : 440) : clouds.length <= 4 ? 300 : 200;
  return { ...mapScale(clouds, size ?? usual), ...(dotsRatio === undefined ? {} : { dotsRatio }) };
}

/** A map with the lines above it. */
export interface Panel {
  readonly head: Block;
  readonly map: Block;
}

/** A map and its title, which wraps to the width of the map. */
export function panel(map: Block, title = "", note = ""): Panel {
  const width = Math.max(map.width, 120);
  const heads = [
    ...wrapText(title, width, PANEL_TITLE).map((line) => label(line, PANEL_TITLE)),
    ...wrapText(note, width, PANEL_NOTE).map((line) => label(line, { ...PANEL_NOTE, fill: INK.soft })),
  ];
  return { head: stack(heads, { gap: 1 }), map };
}

/** Panels in rows, their maps aligned, with one scale bar below. */
export function panels(each: readonly Panel[], scale: MapScale, { unitUm, columns }: MapOptions): Block {
  const widest = Math.max(1, ...each.map(({ map }) => map.width));
  const highest = Math.max(1, ...each.map(({ map }) => map.height));
  const perRow = Math.max(1, Math.min(columns ?? usualColumns(each.length, widest / highest), each.length));
  const blocks = each.map(({ head, map }, i) => {
    const first = i - (i % perRow);
    const height = Math.max(...each.slice(first, first + perRow).map((other) => other.head.height));
    return height === 0 ? map : stack([{ ...head, height }, map], { gap: 6 });
  });
  const maps = grid(blocks, perRow, 26);
  if (unitUm === undefined || !(unitUm > 0)) return maps;
  return stack([maps, scaleBar(unitUm / scale.pxPerUnit, widest)], { gap: 12 });
}

/** The number of columns that leaves few places empty in a figure somewhat wider than high. */
function usualColumns(count: number, aspect: number): number {
  const wanted = count <= 3 ? 2.2 : 1.6;
  let best = { columns: 1, cost: Number.POSITIVE_INFINITY };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const cost = Math.abs(Math.log((columns * aspect) / rows / wanted)) + (columns * rows - count) / (columns * rows);
    if (cost < best.cost) best = { columns, cost };
  }
  return best.columns;
}

/** The key of a figure next to its maps, or below when the maps are wide. */
export function withKey(maps: Block, key: (room: { width: number; height: number }) => Block): Block {
  const unlimited = Number.POSITIVE_INFINITY;
  const aside = key({ width: unlimited, height: Math.max(180, maps.height) });
  if (aside.width === 0) return maps;
  if (maps.width < 1.6 * maps.height || maps.width < 320) return row([maps, aside], { gap: 28 });
  return stack([maps, key({ width: maps.width, height: unlimited })], { gap: 18 });
}

const PANEL_TITLE = { size: 12.5, bold: true } as const;
const PANEL_NOTE = { size: 10.5 } as const;
