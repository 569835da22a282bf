import { BACKDROP } from "../../figure/color/palette.ts";
import { domainMap } from "../../figure/domainMap.ts";
import { valueMap } from "../../figure/valueMap.ts";
import { type ShownGroups, type ShownValues, valueAt } from "../columns/shown.ts";
import type { Layout } from "../layouts/layout.ts";
import { appearanceOf } from "../state/legend.ts";
import type { LegendState, ScaleState } from "../state/viewState.ts";

/** What a pane shows. */
export interface ShownPane {
  readonly layout: Layout;
  readonly shown: ShownGroups | ShownValues;
  /** Above the map. */
  readonly title: string;
  readonly legend: LegendState;
  readonly scale: ScaleState;
  /** [n] 1 for selected cells; undefined where none is. */
  readonly mask: Uint8Array | undefined;
  /** [n] 1 for cells of the sample that is shown; undefined for all. */
  readonly among: Uint8Array | undefined;
  /** The part of the plane that is seen; all of it where undefined. */
  readonly box:
    | { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
    | undefined;
  /** What rows are called, such as spots. */
  readonly many: string;
}

/** Pixels a px of maps of many cells, for print. */
const printRatio = 3;

/**
 * The map of a pane as a figure: the cells that are seen, in the colours that they have there.
 *
 * @returns SVG text.
 */
export function paneFigure(pane: ShownPane): string {
  const { layout, shown, title } = pane;
  const rows = seenRows(pane);
  const xy = new Float64Array(2 * rows.length);
  rows.forEach((row, i) => {
    xy[2 * i] = layout.places[2 * row];
    xy[2 * i + 1] = layout.places[2 * row + 1];
  });
  const common = { title, dotsRatio: printRatio, ...(layout.unitUm === undefined ? {} : { unitUm: layout.unitUm }) };
  if (shown.kind === "values") return valueMap(xy, valuesOf(pane, shown, rows), { ...common, ...scaleOf(pane, shown) });
  const apart = pane.mask ? [`other ${pane.many}`] : [];
  const colors = shown.categories.map((name, code) =>
    appearanceOf(pane.legend, name) === "dimmed" ? BACKDROP : shown.colors[code],
  );
  const group = Int32Array.from(rows, (row) => {
    if (pane.mask && pane.mask[row] === 0) return shown.categories.length;
    return shown.codes[row] < shown.categories.length ? shown.codes[row] : -1;
  });
  const names = [...shown.categories, ...apart];
  const used = names.map((_, code) => group.includes(code));
  const places = Int32Array.from(names.keys(), (code) => used.slice(0, code).filter(Boolean).length);
  return domainMap(
    xy,
    group.map((code) => (code < 0 ? -1 : places[code])),
    {
      ...{ ...common, many: pane.many, legendTitle: shown.name },
      names: names.filter((_, code) => used[code]),
      colors: [...colors, ...apart.map(() => BACKDROP)].filter((_, code) => used[code]),
    },
  );
}

/** Rows of the cells that a pane shows: with a place in its box, of its sample, and not hidden by the legend. */
export function seenRows({ layout: { places }, shown, legend, among, box }: ShownPane): Uint32Array {
  const hidden = shown.kind === "groups" ? shown.categories.map((name) => appearanceOf(legend, name) === "hidden") : [];
  const rows: number[] = [];
  for (let row = 0; row < shown.codes.length; row++) {
    const [x, y] = [places[2 * row], places[2 * row + 1]];
    if (Number.isNaN(x) || (among && among[row] === 0) || hidden[shown.codes[row]]) continue;
    if (box && (x < box.left || y < box.top || x > box.left + box.width || y > box.top + box.height)) continue;
    rows.push(row);
  }
  return Uint32Array.from(rows);
}

/** Values as they are coloured; those of cells that are not selected are missing. */
function valuesOf({ mask, scale: { log } }: ShownPane, shown: ShownValues, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => {
    if (mask && mask[row] === 0) return Number.NaN;
    const value = valueAt(shown, shown.codes[row]);
    return log ? Math.log1p(value) : value;
  });
}

function scaleOf({ scale: { from, to, log, map } }: ShownPane, shown: ShownValues) {
  const ends = [from ?? shown.low, to ?? shown.high].map((value) => (log ? Math.log1p(value) : value));
  const label = [shown.unit || shown.name, log ? "log(1 + value)" : ""].filter((text) => text !== "").join(", ");
  return { map, label, range: [ends[0], Math.max(ends[1], ends[0] + 1e-9)] as const };
}
