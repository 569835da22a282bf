import { tickText } from "./axes.ts";
import { type Block, element, INK, num, text } from "./svg.ts";
import { textWidth } from "./text.ts";

/**
 * A bar of a round length (1, 2 or 5 times a power of ten), at most a quarter of `width`, with its length as text.
 *
 * @param umPerPx micrometres per px of the figure, > 0.
 * @param width of the map in px.
 */
export function scaleBar(umPerPx: number, width: number): Block {
  const longest = Math.max(30, width / 4) * umPerPx;
  const power = 10 ** Math.floor(Math.log10(longest));
  const share = longest / power;
  const lengthUm = power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
  const length = lengthUm / umPerPx;
  const caption = lengthText(lengthUm);
  const path = element("path", { d: `M0 6h${num(length)}`, stroke: INK.text, "stroke-width": 2.5 });
  const svg = `${path}${text(caption, { x: length + 7, y: 10, size: 11, fill: INK.text })}`;
  return { width: length + 7 + textWidth(caption, { size: 11 }) * 1.04, height: 14, svg };
}

function lengthText(um: number): string {
  if (um >= 1000) return `${tickText(um / 1000)} mm`;
  return um >= 1 ? `${tickText(um)} µm` : `${tickText(um * 1000)} nm`;
}
