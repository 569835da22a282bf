import { hexOf, oklch, rgbOf, type Triple } from "./oklab.ts";

/** Maps of a share from 0 to 1 to a colour. */
export type ColorMapName = "viridis" | "light" | "diverging";

/**
 * Colour of a share in [0, 1]; shares outside are clipped.
 *
 * `viridis` for anything on a dark or light ground, `light` from near white to deep purple where zero should recede
 * (expression, couplings), `diverging` from blue over white to red around 0.5.
 */
export function colorOf(map: ColorMapName, share: number): string {
  const table = STOPS[map];
  const place = Math.min(1, Math.max(0, share)) * (table.length - 1);
  const i = Math.min(table.length - 2, Math.floor(place));
  const [low, high, t] = [table[i], table[i + 1], place - i];
  return hexOf([mix(low[0], high[0], t), mix(low[1], high[1], t), mix(low[2], high[2], t)]);
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

function stops(count: number, at: (share: number) => Triple): Triple[] {
  return Array.from({ length: count }, (_, i) => at(i / (count - 1)));
}

// Every 16th colour of matplotlib's viridis (van der Walt and Smith 2015, CC0).
const VIRIDIS = `#440154 #48186a #472d7b #424086 #3b528b #33638d #2c728e #26828e #21918c #1fa088 #28ae80 #3fbc73 #5ec962
 #84d44b #addc30 #d8e219 #fde725`;

const STOPS: Readonly<Record<ColorMapName, readonly Triple[]>> = {
  viridis: VIRIDIS.split(/\s+/).map(rgbOf),
  // Lightness falls evenly; the hue turns from near grey over pink to violet, so that steps stay visible.
  light: stops(17, (t) =>
    oklch(0.93 - 0.62 * t, 0.004 + 0.18 * Math.sin(Math.PI * Math.min(0.6, t * 0.72)), 50 - 110 * t),
  ),
  diverging: stops(17, (t) => {
    const away = Math.abs(t - 0.5) * 2;
    return oklch(0.97 - 0.52 * away, 0.17 * Math.sin((away * Math.PI) / 2.3), t < 0.5 ? 255 : 28);
  }),
};
