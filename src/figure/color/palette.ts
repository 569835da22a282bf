import { distance, hexOf, oklch, rgbOf, seenAs, type Triple, type Vision } from "./oklab.ts";

/** Cells without a category or value. */
export const MISSING = "#c9ced4";

/** Cells that stand back behind highlighted ones. */
export const BACKDROP = "#e3e6ea";

/** Colours that there are. */
export const MOST_COLORS = 64;

/**
 * Colours for `count` categories, as `#rrggbb`; the first k of more are always the same.
 *
 * The first 16 were chosen to differ for eyes with and without red, green or blue cones, on white and beside the grey
 * of missing cells; neighbours in the list differ most. Later ones are picked one by one from a regular OKLCH grid, each
 * the farthest from all before it. After 64 the list starts again.
 */
export function palette(count: number): string[] {
  const colors: string[] = DESIGNED.slice(0, count);
  if (count > DESIGNED.length) colors.push(...farthest(Math.min(count, MOST_COLORS) - DESIGNED.length));
  for (let i = MOST_COLORS; i < count; i++) colors.push(colors[i % MOST_COLORS]);
  return colors;
}

function farthest(count: number): string[] {
  const candidates: { readonly hex: string; readonly views: readonly Triple[]; nearest: number }[] = [];
  for (const lightness of [0.38, 0.48, 0.58, 0.68, 0.78, 0.86]) {
    for (const chroma of [0.05, 0.1, 0.15]) {
      for (let hue = 0; hue < 360; hue += 15) {
        const rgb = oklch(lightness, chroma, hue);
        candidates.push({ hex: hexOf(rgb), views: views(rgb), nearest: Number.POSITIVE_INFINITY });
      }
    }
  }
  const retreat = (from: readonly Triple[]) => {
    for (const each of candidates) each.nearest = Math.min(each.nearest, leastDistance(each.views, from));
  };
  for (const hex of [...DESIGNED, MISSING, "#ffffff"]) retreat(views(rgbOf(hex)));
  return Array.from({ length: count }, () => {
    const best = candidates.reduce((a, b) => (b.nearest > a.nearest ? b : a));
    retreat(best.views);
    return best.hex;
  });
}

/** How much two colours `#rrggbb` differ, in OKLab, for the type of colour vision that distinguishes them least. */
export function contrastOf(a: string, b: string): number {
  return leastDistance(views(rgbOf(a)), views(rgbOf(b)));
}

function views(rgb: Triple): Triple[] {
  return VISIONS.map((vision) => seenAs(rgb, vision));
}

function leastDistance(a: readonly Triple[], b: readonly Triple[]): number {
  return Math.min(...a.map((seen, i) => distance(seen, b[i])));
}

const VISIONS: readonly Vision[] = ["normal", "protan", "deutan", "tritan"];
const DESIGNED: readonly string[] = [
  "#4263c5", // blue
  "#ff8804", // orange
  "#622c9d", // purple
  "#04936a", // green
  "#f1c724", // yellow
  "#d55236", // vermilion
  "#5dbfff", // sky
  "#713401", // brown
  "#e58cc6", // pink
  "#223d66", // navy
  "#7bb84a", // lime
  "#a0418b", // magenta
  "#c9b184", // sand
  "#225e51", // pine
  "#a882d8", // lilac
  "#48ab9b", // teal
];
