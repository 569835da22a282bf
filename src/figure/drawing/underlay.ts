import type { Extent } from "./points.ts";
import { element, num } from "./svg.ts";

/** A picture that lies below the dots of a map, such as a stained section. */
export interface Underlay {
  /** `data:image/png;base64,...` */
  readonly href: string;
  /** The box that it covers, in the unit of the positions; y grows downwards. */
  readonly left: number;
  readonly top: number;
  /** In the unit of the positions. */
  readonly width: number;
  /** In the unit of the positions. */
  readonly height: number;
  /** From 0 (not drawn) to 1. */
  readonly opacity: number;
}

/** A map as it is drawn: the box around its points and its scale. */
export interface UnderlayMap {
  readonly extent: Extent;
  readonly pxPerUnit: number;
  readonly radius: number;
  readonly yDown: boolean;
}

/**
 * Pictures below a map, cut at its edges.
 *
 * @param shown names of the pictures that the figure holds already, by what they hold; pictures of several panels are
 * embedded once. Grows.
 */
export function underlays(pictures: readonly Underlay[], map: UnderlayMap, shown: Map<string, string>): string {
  const { extent, pxPerUnit, radius, yDown } = map;
  const width = num(extent.width * pxPerUnit + 2 * radius);
  const height = num(extent.height * pxPerUnit + 2 * radius);
  const drawn = pictures.filter((each) => each.opacity > 0 && overlaps(each, extent));
  if (drawn.length === 0) return "";
  const parts = drawn.map((each) => {
    const x = num((each.left - extent.left) * pxPerUnit + radius);
    const y = num((each.top - extent.top) * pxPerUnit + radius);
    const known = shown.get(each.href);
    const id = known ?? `tissue-${shortHash(each.href)}`;
    shown.set(each.href, id);
    const placed = `<g transform="translate(${x} ${y}) scale(${num(each.width * pxPerUnit, 5)} ${num(each.height * pxPerUnit, 5)})" opacity="${num(each.opacity)}">`;
    const image = { id, width: 1, height: 1, preserveAspectRatio: "none", "xlink:href": each.href };
    return `${placed}${known === undefined ? element("image", image) : element("use", { "xlink:href": `#${id}` })}</g>`;
  });
  const whole = parts.join("");
  const turned = yDown ? whole : `<g transform="matrix(1 0 0 -1 0 ${height})">${whole}</g>`;
  return `<svg x="0" y="0" width="${width}" height="${height}" overflow="hidden">${turned}</svg>`;
}

function overlaps(picture: Underlay, { left, top, width, height }: Extent): boolean {
  return (
    picture.left < left + width &&
    picture.left + picture.width > left &&
    picture.top < top + height &&
    picture.top + picture.height > top
  );
}

/** Of a text, for names that are equal where the text is. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
