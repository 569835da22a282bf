import type { ColorMapName } from "./color/colorMap.ts";
import { colorOf } from "./color/colorMap.ts";
import { MISSING } from "./color/palette.ts";
import { colorBar } from "./drawing/legend.ts";
import { type MapOptions, type Panel, panel, panels as panelGrid, sharedScale } from "./drawing/mapLayout.ts";
import type { Points } from "./drawing/points.ts";
import { scatter } from "./drawing/scatter.ts";
import { page, row } from "./drawing/svg.ts";
import type { Underlay } from "./drawing/underlay.ts";

export interface ValueMapOptions extends MapOptions {
  /** What the values are, with their unit, above the colour bar. */
  readonly label?: string;
  readonly map?: ColorMapName;
  /** Values at the ends of the colour map; the smallest and largest by default. */
  readonly range?: readonly [number, number];
  /** Share of the values cut off at either end of the colours, such as 0.01 for expression with a few huge values. */
  readonly clip?: number;
}

/** One map of values. */
export interface ValuePanel {
  readonly title?: string;
  readonly note?: string;
  /** [n, 2] */
  readonly xy: Points;
  /** [n] NaN where missing. */
  readonly values: ArrayLike<number>;
  readonly label?: string;
  readonly map?: ColorMapName;
  readonly range?: readonly [number, number];
  /** Below the dots; those of the figure by default. */
  readonly pictures?: readonly Underlay[];
}

/**
 * A continuous value over the tissue, such as confidence or the expression of a gene; high values lie on top.
 *
 * @param xy [n, 2] positions; y grows downwards unless `yDown` is false.
 * @param values [n] NaN where missing (drawn grey). Both are not modified.
 * @returns SVG text.
 * @throws RangeError when sizes do not fit together or a position is not finite.
 * @example
 * import { valueMap } from "cellscape/figures";
 * const svg = valueMap(data.positions.values, confidence, { label: "confidence" });
 */
export function valueMap(xy: Points, values: ArrayLike<number>, options: ValueMapOptions = {}): string {
  return valueMaps([{ xy, values }], options);
}

/**
 * Several value maps at one scale, each with its own colour bar.
 *
 * @param panels `xy`: [n, 2], `values`: [n] of each; not modified.
 * @returns SVG text.
 * @throws RangeError when sizes do not fit together.
 */
export function valueMaps(panels: readonly ValuePanel[], options: ValueMapOptions = {}): string {
  const { clip = 0, yDown = true } = options;
  const scale = sharedScale(
    panels.map((each) => each.xy),
    options,
  );
  const shown = new Map<string, string>();
  const blocks = panels.map((each): Panel => {
    const { xy, values, title, note, pictures = options.pictures } = each;
    const n = xy.length / 2;
    if (values.length !== n) {
      throw new RangeError(`valueMap: expected a value for each of ${n} points, got ${values.length}`);
    }
    const map = each.map ?? options.map ?? "viridis";
    const label = each.label ?? options.label;
    const finite = Float64Array.from(values).filter(Number.isFinite).sort();
    const [low, high] = each.range ?? options.range ?? usualRange(finite, clip, map);
    const bin = (value: number) => {
      if (!Number.isFinite(value)) return 0;
      const share = high > low ? (value - low) / (high - low) : 0.5;
      return 1 + Math.min(BINS - 1, Math.max(0, Math.floor(share * BINS)));
    };
    const colors = [MISSING, ...Array.from({ length: BINS }, (_, b) => colorOf(map, (b + 0.5) / BINS))];
    const dots = scatter(xy, Uint8Array.from(values, bin), colors, {
      ...scale,
      yDown,
      layered: true,
      pictures,
      sections: options.sections,
      shown,
    });
    const bar = colorBar({
      map,
      low,
      high,
      height: Math.min(160, Math.max(80, dots.height * 0.5)),
      clippedLow: finite.length > 0 && finite[0] < low,
      clippedHigh: finite.length > 0 && finite[finite.length - 1] > high,
      title: label,
      missing: finite.length < n ? { color: MISSING, name: "no value" } : undefined,
    });
    return panel(row([dots, bar], { gap: 18 }), title, note);
  });
  return page(panelGrid(blocks, scale, options), options);
}

/** The values at shares `clip` and 1 - `clip` of sorted values, on both sides of 0 alike for the diverging map. */
function usualRange(sorted: Float64Array, clip: number, map: ColorMapName): [number, number] {
  if (sorted.length === 0) return [0, 1];
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  // A value that nearly all cells share, such as zero counts, must not swallow the range.
  const [low, high] = at(1 - clip) > at(clip) ? [at(clip), at(1 - clip)] : [at(0), at(1)];
  const most = Math.max(Math.abs(low), Math.abs(high));
  return map === "diverging" ? [-most, most] : [low, high];
}

/** Steps of colour; an embedded image holds 255 colours with their soft edges. */
const BINS = 50;
