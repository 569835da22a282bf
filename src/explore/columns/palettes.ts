import { type ColorMapName, colorOf } from "../../figure/color/colorMap.ts";
import { rgbOf } from "../../figure/color/oklab.ts";
import { appearanceOf } from "../state/legend.ts";
import type { LegendState } from "../state/viewState.ts";
import type { ShownGroups } from "./shown.ts";

/** How colours stand on the ground of the page. */
export interface Ground {
  /** Colours are made brighter. */
  readonly dark: boolean;
}

/** Opacity of categories that stand back. */
const dimmedOpacity = 26;
const brighter = 1.3;

/** Red, green and blue, 0 to 255, as they are drawn on a ground. */
export function drawnColor(hex: string, { dark }: Ground): [number, number, number] {
  const [r, g, b] = rgbOf(hex).map((part) => Math.min(255, Math.round(part * (dark ? brighter : 1))));
  return [r, g, b];
}

/** [256 or 65536, 4] colours of groups by their code, with what the legend hides or dims. */
export function groupPalette(
  { categories, colors }: Pick<ShownGroups, "categories" | "colors">,
  legend: LegendState,
  ground: Ground,
): Uint8Array {
  const palette = new Uint8Array(4 * (categories.length <= 256 ? 256 : 65536));
  categories.forEach((category, code) => {
    const appearance = appearanceOf(legend, category);
    const opacity = appearance === "hidden" ? 0 : appearance === "dimmed" ? dimmedOpacity : 255;
    palette.set([...drawnColor(colors[code], ground), opacity], 4 * code);
  });
  return palette;
}

/** [256, 4] colours of values from low to high. */
export function valuePalette(map: ColorMapName): Uint8Array {
  const palette = new Uint8Array(4 * 256);
  for (let i = 0; i < 256; i++) {
    palette.set([...rgbOf(colorOf(map, i / 255)), 255], 4 * i);
  }
  return palette;
}

/** Colours of the first and of the second gene of a pair, and of both. */
export const pairColors = { first: "#e0447c", second: "#2a8fe0", both: "#7a2fd0" } as const;
/** What expresses neither. */
const neither = { light: [226, 229, 233], dark: [52, 60, 68] } as const;

/** [65536, 4] colours of two genes: from grey to one, the other or both. */
export function pairPalette({ dark }: Ground): Uint8Array {
  const palette = new Uint8Array(4 * 65536);
  const ground = dark ? neither.dark : neither.light;
  const [first, second, both] = [pairColors.first, pairColors.second, pairColors.both].map((hex) =>
    drawnColor(hex, { dark }),
  );
  for (let y = 0; y < 256; y++) {
    for (let x = 0; x < 256; x++) {
      const [a, b] = [Math.min(1, x / 254), Math.min(1, y / 254)];
      // Bilinear between the four corners.
      const color = ground.map((grey, part) =>
        Math.round(
          grey * (1 - a) * (1 - b) + first[part] * a * (1 - b) + second[part] * b * (1 - a) + both[part] * a * b,
        ),
      );
      palette.set([...color, 255], 4 * ((y << 8) | x));
    }
  }
  return palette;
}
