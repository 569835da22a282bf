import { MISSING, palette } from "./color/palette.ts";
import { groupThousands } from "./drawing/axes.ts";
import { densestPoint } from "./drawing/densest.ts";
import { labelPlaces } from "./drawing/labelPlaces.ts";
import { legend } from "./drawing/legend.ts";
import { extentOf, type Points } from "./drawing/points.ts";
import { rimmed } from "./drawing/rimmed.ts";
import { mapScale, scatter } from "./drawing/scatter.ts";
import { type Block, element, grid, INK, label, num, type PageOptions, page, row, stack, text } from "./drawing/svg.ts";
import { textWidth } from "./drawing/text.ts";

/** One colouring of an embedding. */
export interface EmbeddingPanel {
  readonly title?: string;
  /** [n] index into the names, -1 where missing. */
  readonly group: ArrayLike<number>;
  readonly names: readonly string[];
  /** One `#rrggbb` for each name; the palette by default. */
  readonly colors?: readonly string[];
  /** Write names of groups upon the points; by default up to 30 groups. */
  readonly named?: boolean;
}

export interface EmbeddingOptions extends PageOptions {
  /** Names of the axes, such as "UMAP 1" and "UMAP 2"; their scale means nothing, so there are no ticks. */
  readonly axes?: readonly [string, string];
  /** Side in px of a square map. */
  readonly size?: number;
  readonly columns?: number;
}

/**
 * Cells on a map of an embedding such as a UMAP, coloured by domain, type or sample, one panel a colouring; y grows
 * upwards. Values instead of groups: `valueMap` with `yDown: false`.
 *
 * @param xy [n, 2], shared by all panels. Not modified.
 * @returns SVG text.
 * @throws RangeError when sizes do not fit together or a position is not finite.
 */
export function embedding(xy: Points, panels: readonly EmbeddingPanel[], options: EmbeddingOptions = {}): string {
  const { axes = ["UMAP 1", "UMAP 2"], size = panels.length > 1 ? 340 : 460 } = options;
  const n = xy.length / 2;
  const scale = mapScale([xy], size);
  // Clouds of embeddings are dense: smaller dots leave their structure visible.
  const radius = Math.max(0.7, Math.min(scale.radius, 2.6, 190 / Math.sqrt(n + 1)));
  const extent = extentOf(xy);
  const side = Math.max(extent.width, extent.height);
  const blocks = panels.map(({ title, group, names, named = names.length <= 30, ...rest }) => {
    if (group.length !== n)
      throw new RangeError(`embedding: expected a group for each of ${n} points, got ${group.length}`);
    const colors = rest.colors ?? palette(names.length);
    const shifted = Int32Array.from(group, (value) => value + 1);
    const dots = scatter(xy, shifted, [MISSING, ...colors], { pxPerUnit: scale.pxPerUnit, radius, yDown: false });
    const members = membersOf(group, names.length);
    const place = (k: number): readonly [number, number] | undefined => {
      const middle = densestPoint(xy, members[k], side);
      if (!middle) return undefined;
      const across = (middle[0] - extent.left) * scale.pxPerUnit + radius;
      return [across, (extent.height - middle[1] + extent.top) * scale.pxPerUnit + radius];
    };
    const counts = members.map(({ length }) => length);
    // The largest groups first; a caption that finds no room is left to the legend.
    const captioned = names.map((_, k) => k).sort((a, b) => counts[b] - counts[a] || a - b);
    const free = labelPlaces(
      captioned.map((k) => {
        const at = named ? place(k) : undefined;
        const width = textWidth(names[k], CAPTION) * 1.04;
        // Within the map, so that no name at its edge runs into the legend.
        const within = (x: number) => Math.max(width / 2 - BEYOND, Math.min(x, dots.width - width / 2 + BEYOND));
        const places = at
          ? SHIFTS.map(([across, down]) => [within(at[0] + across * width), at[1] + down] as const)
          : [];
        return { width, places };
      }),
      11,
    );
    const captions = captioned.flatMap((k, at) => {
      const spot = free[at];
      return spot ? [rimmed(names[k], { x: spot[0], y: spot[1], ...CAPTION, anchor: "middle" })] : [];
    });
    const map = withAxes({ ...dots, svg: dots.svg + captions.join("") }, axes);
    const entries = names.map((name, k) => ({ name, color: colors[k], note: groupThousands(counts[k]) }));
    const body = row([map, legend(entries, { height: Math.max(180, map.height) })], { gap: 22 });
    return title ? stack([label(title, { size: 12.5, bold: true }), body], { gap: 8 }) : body;
  });
  return page(grid(blocks, options.columns ?? 2, 30), options);
}

/** [groups] the points of each. */
function membersOf(group: ArrayLike<number>, count: number): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < group.length; i++) members[group[i]]?.push(i);
  return members;
}

/** Two short arrows in the lower left corner. */
function withAxes(map: Block, [across, up]: readonly [string, string]): Block {
  const [length, room] = [56, 20];
  const foot = map.height + 8;
  const arrow = { fill: "none", stroke: INK.line, "stroke-width": 1.2 } as const;
  const d = `M${room} ${num(foot - length)}v${length}h${length}m-4 -3l4 3l-4 3M${room - 3} ${num(foot - length + 4)}l3 -4l3 4`;
  const parts = [
    `<g transform="translate(${room + 6} 0)">${map.svg}</g>`,
    element("path", { d, ...arrow }),
    text(across, { x: room, y: foot + 13, size: 10, fill: INK.soft }),
    text(up, { x: room - 7, y: foot, size: 10, fill: INK.soft, rotate: -90 }),
  ];
  const width = Math.max(map.width + room + 6, room + textWidth(across, { size: 10 }) * 1.04);
  return { width, height: foot + 16, svg: parts.join("\n") };
}

/** Where a name may stand: in its widths across and in px down from the middle of its group. */
const SHIFTS = [
  ...([
    [0, 4],
    [0, -6],
    [0, 14],
    [0.5, 4],
    [-0.5, 4],
    [0, -14],
    [0, 22],
  ] as const),
  ...([
    [0.5, -8],
    [-0.5, -8],
    [0.5, 16],
    [-0.5, 16],
    [0.9, 4],
    [-0.9, 4],
    [0, 32],
    [0, -24],
  ] as const),
];
/** How far in px a name may reach beyond the map. */
const BEYOND = 8;
const CAPTION = { size: 11.5, bold: true } as const;
