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

// matplotlib's viridis (van der Walt and Smith 2015, CC0) at 33 even places.
const VIRIDIS = `#440154 #470d60 #48186a #482374 #472d7b #453681 #424086 #3f4989 #3b528b #375a8d #33638d
  #2f6a8e #2c728e #297a8e #26818e #23898e #21908c #1f988b #1f9f88 #21a685 #28ae80 #31b57b
  #3ebc74 #4cc26c #5dc963 #6ece58 #82d34c #96d83f #abdc32 #c0df24 #d5e21a #eae51a #fde725`;

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
