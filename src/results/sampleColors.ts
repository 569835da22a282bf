import { hexOf, oklch } from "../figure/color/oklab.ts";

/**
 * One `#rrggbb` for each sample: pale and muted, and dark and light in turn, so that none is taken for a domain or a type,
 * whose colours are strong.
 */
export function sampleColors(count: number): string[] {
  return Array.from({ length: count }, (_, s) => {
    // The golden angle: neighbours in the list differ most, however many there are.
    const hue = (200 + 137.508 * s) % 360;
    return hexOf(oklch(s % 2 === 0 ? 0.5 : 0.78, 0.055, hue));
  });
}
