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
