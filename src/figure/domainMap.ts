import { BACKDROP, MISSING, palette } from "./color/palette.ts";
import { groupThousands } from "./drawing/axes.ts";
import { type LegendEntry, legend, legendsBelow } from "./drawing/legend.ts";
import { type MapOptions, panel, panels as panelGrid, sharedScale, withKey } from "./drawing/mapLayout.ts";
import type { Points } from "./drawing/points.ts";
import { MOST_VECTORS, scatter } from "./drawing/scatter.ts";
import { type Block, page, stack } from "./drawing/svg.ts";
import type { Underlay } from "./drawing/underlay.ts";

/** Names, colours, units and layout of a map. */
export interface DomainMapOptions extends MapOptions {
  /** Names of the categories. */
  readonly names: readonly string[];
  /** One `#rrggbb` for each name; the palette by default. */
  readonly colors?: readonly string[];
  /** Above the legend, such as "Domain". */
  readonly legendTitle?: string;
  /** What category -1 is called in the legend. */
  readonly missingName?: string;
  /** What the measured places are called, such as spots; cells by default. */
  readonly many?: string;
  /** Without legends: the colours of several panels speak for themselves. */
  readonly keyless?: boolean;
  /** Dots as one image per panel, whatever their number: many panels would make a heavy file of vectors. */
  readonly raster?: boolean;
}

/** One panel of several; names, colours and legend title replace those of the figure. */
export interface DomainPanel {
  readonly title?: string;
  /** Below the panel's title in small print, such as a score. */
  readonly note?: string;
  /** [n, 2] */
  readonly xy: Points;
  /** [n] index into the names, -1 where missing. */
  readonly group: ArrayLike<number>;
  readonly names?: readonly string[];
  readonly colors?: readonly string[];
  readonly legendTitle?: string;
  /** Below the dots; those of the figure by default. */
  readonly pictures?: readonly Underlay[];
}

/**
 * A tissue map: each cell a dot in the colour of its domain, drawn to scale, with a legend of names and cell counts.
 *
 * @param xy [n, 2] positions; y grows downwards unless `yDown` is false.
 * @param group [n] index into `names`, -1 where missing. Both are not modified.
 * @returns SVG text.
 * @throws RangeError when sizes do not fit together, a position is not finite or an index has no name.
 * @example
 * import { domainMap } from "cellscape/figures";
 * const svg = domainMap(data.positions.values, refined, { names: ["1", "2", "3"] });
 */
export function domainMap(xy: Points, group: ArrayLike<number>, options: DomainMapOptions): string {
  return domainMaps([{ xy, group }], options);
}

/**
 * Several domain maps at one scale: raw, refined and truth side by side, or one panel a sample. Panels with the same
 * names and colours share a legend; cells are counted in it only when there is one panel.
 *
 * @returns SVG text.
 * @throws RangeError when sizes do not fit together, a position is not finite or an index has no name.
 */
export function domainMaps(panels: readonly DomainPanel[], options: DomainMapOptions): string {
  const { yDown = true, missingName = "not assigned" } = options;
  const drawn = panels.map((each) => complete(each, options));
  const scale = sharedScale(
    panels.map((each) => each.xy),
    options,
  );
  const shown = new Map<string, string>();
  const blocks = drawn.map(({ title, note, xy, group, colors, pictures = options.pictures }) => {
    const shifted = Int32Array.from(group, (value) => value + 1);
    const map = scatter(xy, shifted, [MISSING, ...colors], {
      ...scale,
      yDown,
      pictures,
      sections: options.sections,
      shown,
      raster: options.raster,
    });
    return panel(map, title, note);
  });
  const legends = legendsOf(drawn, missingName);
  const maps = panelGrid(blocks, scale, options);
  return page(options.keyless ? maps : withKey(maps, (room) => keys(legends, room)), options);
}

/**
 * One small map for each domain: its cells in colour, all others pale, titled with its name and count.
 *
 * @param xy [n, 2] positions, as in `domainMap`.
 * @param group [n] index into `names`, -1 where missing.
 * @returns SVG text.
 * @throws RangeError when sizes do not fit together or an index has no name.
 */
export function domainMapEach(xy: Points, group: ArrayLike<number>, options: DomainMapOptions): string {
  const { yDown = true, many = "cells", pictures, sections } = options;
  const { names, colors } = complete({ xy, group }, options);
  const counts = countsOf(group, names.length);
  const scale = sharedScale(
    names.map(() => xy),
    options,
  );
  // Every panel holds all points, so that many panels would make a heavy file of vectors.
  const raster = group.length * names.length > 3 * MOST_VECTORS ? true : undefined;
  const shown = new Map<string, string>();
  const blocks = names.map((name, chosen) => {
    const highlighted = Uint8Array.from({ length: group.length }, (_, i) => (group[i] === chosen ? 1 : 0));
    const map = scatter(xy, highlighted, [BACKDROP, colors[chosen]], {
      ...scale,
      yDown,
      raster,
      pictures,
      sections,
      shown,
      background: true,
    });
    return panel(map, name, counted(counts[chosen + 1], many));
  });
  return page(panelGrid(blocks, scale, options), options);
}

interface Complete extends DomainPanel {
  readonly names: readonly string[];
  readonly colors: readonly string[];
  readonly heading: string | undefined;
}

function complete(each: DomainPanel, options: DomainMapOptions): Complete {
  const names = each.names ?? options.names;
  const own = each.names === undefined ? (each.colors ?? options.colors) : each.colors;
  const colors = own ?? palette(names.length);
  const n = each.xy.length / 2;
  if (each.group.length !== n) {
    throw new RangeError(`domainMap: expected a category for each of ${n} points, got ${each.group.length}`);
  }
  if (colors.length < names.length) {
    throw new RangeError(`domainMap: expected a colour for each of ${names.length} names, got ${colors.length}`);
  }
  for (let i = 0; i < n; i++) {
    const index = each.group[i];
    if (Number.isInteger(index) && index >= -1 && index < names.length) continue;
    throw new RangeError(`domainMap: expected categories from -1 to ${names.length - 1}, got ${index} at point ${i}`);
  }
  return { ...each, names, colors, heading: each.legendTitle ?? options.legendTitle };
}

interface Legend {
  readonly title: string | undefined;
  readonly entries: readonly LegendEntry[];
}

function legendsOf(panels: readonly Complete[], missingName: string): Legend[] {
  const shared = new Map<string, Complete[]>();
  for (const each of panels) {
    const key = JSON.stringify([each.names, each.colors.slice(0, each.names.length), each.heading]);
    shared.set(key, [...(shared.get(key) ?? []), each]);
  }
  return [...shared.values()].map((users) => {
    const { names, colors, heading } = users[0];
    const counts = countsOf(users[0].group, names.length);
    const note = (count: number) => (panels.length === 1 ? { note: groupThousands(count) } : {});
    const entries = names.map((name, i) => ({ name, color: colors[i], ...note(counts[i + 1]) }));
    const missing = users.some(({ group }) => countsOf(group, names.length)[0] > 0);
    if (missing) entries.push({ name: missingName, color: MISSING, ...note(counts[0]) });
    return { title: heading, entries };
  });
}

/** The legends below each other when there is height, next to each other when there is width. */
function keys(legends: readonly Legend[], room: { readonly width: number; readonly height: number }): Block {
  if (!Number.isFinite(room.height)) return legendsBelow(legends, room.width);
  const height = (room.height - 16 * (legends.length - 1)) / Math.max(1, legends.length);
  return stack(
    legends.map(({ title, entries }) => legend(entries, { title, height })),
    { gap: 16 },
  );
}

/** [names + 1] how many cells of each category; first the missing ones. */
function countsOf(group: ArrayLike<number>, names: number): Uint32Array {
  const counts = new Uint32Array(names + 1);
  for (let i = 0; i < group.length; i++) counts[group[i] + 1]++;
  return counts;
}

function counted(count: number, many: string): string {
  return `${groupThousands(count)} ${count === 1 ? many.replace(/s$/, "") : many}`;
}
