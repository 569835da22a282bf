import { groupThousands } from "./drawing/axes.ts";
import { type LegendEntry, legend, legendsBelow } from "./drawing/legend.ts";
import { type MapOptions, panel, panels as panelGrid, sharedScale, withKey } from "./drawing/mapLayout.ts";
import { extentOf, type Points } from "./drawing/points.ts";
import { type MapScale, scatter } from "./drawing/scatter.ts";
import { element, INK, num, page } from "./drawing/svg.ts";
import type { Underlay } from "./drawing/underlay.ts";

/** One map with its marks. */
export interface MarkedPanel {
  readonly title?: string;
  readonly note?: string;
  /** [n, 2] cells. */
  readonly xy: Points;
  /** [n] index into the names; cells of the first lie below all others. */
  readonly group: ArrayLike<number>;
  /** [m, 2] marked places. */
  readonly marks: Points;
  /** Below the dots; those of the figure by default. */
  readonly pictures?: readonly Underlay[];
}

export interface MarkedMapOptions extends MapOptions {
  readonly names: readonly string[];
  /** One `#rrggbb` for each name. */
  readonly colors: readonly string[];
  /** What the marks are. */
  readonly markName: string;
  /** The marks are an outline, drawn as a line of small dots, and not places of their own, drawn as rings. */
  readonly outline?: boolean;
}

/**
 * Maps of cells in groups, at one scale, with marked places above them: rings with a light rim, seen on any colour. Marks
 * outside the box around the cells are not drawn.
 *
 * @returns SVG text.
 * @throws RangeError when a position is not finite.
 */
export function markedMaps(each: readonly MarkedPanel[], options: MarkedMapOptions): string {
  const { names, colors, markName, outline = false, yDown = true } = options;
  const scale = sharedScale(
    each.map(({ xy }) => xy),
    options,
  );
  const shown = new Map<string, string>();
  const blocks = each.map(({ title, note, xy, group, marks, pictures = options.pictures }) => {
    const map = scatter(xy, group, colors, { ...scale, yDown, layered: true, pictures, shown, background: true });
    return panel({ ...map, svg: `${map.svg}${marksAbove(marks, xy, { ...scale, yDown, outline })}` }, title, note);
  });
  const counts = names.map((_, index) =>
    each.reduce((sum, { group }) => sum + Array.from(group).filter((own) => own === index).length, 0),
  );
  const entries: LegendEntry[] = [
    ...names.map((name, index) => ({ name, color: colors[index], note: groupThousands(counts[index]) })),
    { name: markName, color: INK.text },
  ];
  const figure = withKey(panelGrid(blocks, scale, options), ({ width, height }) =>
    Number.isFinite(height) ? legend(entries, { height }) : legendsBelow([{ entries }], width),
  );
  return page(figure, options);
}

function marksAbove(
  marks: Points,
  xy: Points,
  { pxPerUnit, radius, yDown, outline }: MapScale & { readonly yDown: boolean; readonly outline: boolean },
): string {
  const { left, top, width, height } = extentOf(xy);
  const places: [number, number][] = [];
  for (let m = 0; m < marks.length; m += 2) {
    const [x, y] = [marks[m] - left, marks[m + 1] - top];
    if (!(x >= 0 && x <= width && y >= 0 && y <= height)) continue;
    places.push([x * pxPerUnit + radius, (yDown ? y : height - y) * pxPerUnit + radius]);
  }
  if (outline) return dotted(places);
  // Many rings would hide the cells, large ones too.
  const r = marks.length > 400 ? 2 : 3.6;
  const circles = places.map(([x, y]) => `<circle cx="${num(x)}" cy="${num(y)}" r="${r}"/>`);
  const drawn = (style: string) => `<g ${style}>${circles.join("")}</g>`;
  const rim = drawn('fill="none" stroke="#ffffff" stroke-width="3.2"');
  return rim + drawn(`fill="none" stroke="${INK.text}" stroke-width="1.5"`);
}

/** Dots at places rounded to half a px, as one path in which dots of a row that touch are one stroke: its size is bounded. */
function dotted(places: readonly (readonly [number, number])[]): string {
  const rows = new Map<number, Set<number>>();
  for (const [x, y] of places) {
    const row = Math.round(2 * y);
    const columns = rows.get(row) ?? new Set();
    rows.set(row, columns.add(Math.round(2 * x)));
  }
  const strokes: string[] = [];
  for (const [row, columns] of rows) {
    const sorted = Float64Array.from(columns).sort();
    let first = 0;
    sorted.forEach((column, c) => {
      if (sorted[c + 1] - column <= touching) return;
      strokes.push(`M${sorted[first] / 2} ${row / 2}h${Math.max(0.01, (column - sorted[first]) / 2)}`);
      first = c + 1;
    });
  }
  const width = 2 * dotRadius;
  return element("path", {
    d: strokes.join(""),
    ...{ fill: "none", stroke: INK.text, "stroke-width": width, "stroke-linecap": "round" },
  });
}

/** Of an outline, in px. */
const dotRadius = 0.8;
/** Half px between dots that overlap. */
const touching = 3;
