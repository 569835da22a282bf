import { BACKDROP, MISSING } from "../color/palette.ts";
import { dataUri, discs } from "./pixels.ts";
import { type Extent, extentOf, type Points, spacingOf } from "./points.ts";
import { rimmed } from "./rimmed.ts";
import { at as atPlace, type Block, element, INK, num } from "./svg.ts";
import { fitText } from "./text.ts";
import { type Underlay, underlays } from "./underlay.ts";

/** How positions become px: the same for all panels of a figure, so that sizes can be compared. */
export interface MapScale {
  readonly pxPerUnit: number;
  /** Of the dots, in px. */
  readonly radius: number;
  /** Pixels a px of images of dots. */
  readonly dotsRatio?: number;
}

/**
 * The scale at which the largest cloud fills about `size` x `size` px (in area; neither side grows far beyond), with
 * dots sized by the usual spacing of the points.
 */
export function mapScale(clouds: readonly Points[], size: number): MapScale {
  const extents = clouds.map(extentOf);
  const width = Math.max(0, ...extents.map((extent) => extent.width));
  const height = Math.max(0, ...extents.map((extent) => extent.height));
  const fits = [size / Math.sqrt(width * height), (1.6 * size) / width, (1.2 * size) / height].filter(Number.isFinite);
  const pxPerUnit = fits.length > 0 ? Math.min(...fits) : 1;
  // Panels of one figure often show the same points.
  const radii = [...new Set(clouds)].map(spacingOf).flatMap(({ distance, even }) => {
    const half = (distance * pxPerUnit) / 2;
    // Lattices: dots that just overlap. Elsewhere dots would hide each other, so they are smaller, unless tiny anyway.
    return half === 0 ? [] : [even ? 1.03 * half : Math.max(0.76 * half, Math.min(half, 2))];
  });
  const radius = radii.length > 0 ? Math.min(...radii) : size / 40;
  return { pxPerUnit, radius: Math.min(size / 40, Math.max(0.5, radius)) };
}

/** The name of a part of a map, above its upper middle. */
export interface MapSection {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface ScatterOptions extends MapScale {
  /** y grows downwards, as in tissue images, or upwards, as in embeddings. */
  readonly yDown?: boolean;
  /** Draw all dots of one colour before those of the next; otherwise large clouds are drawn in the order of points. */
  readonly layered?: boolean;
  /** Draw one embedded image; by default from 20,000 points. */
  readonly raster?: boolean | undefined;
  /** Below the dots, which are smaller and let some of it through. */
  readonly pictures?: readonly Underlay[] | undefined;
  /** Points of colour 0 are background, which a picture takes the place of. */
  readonly background?: boolean;
  /** Names above parts of the map. */
  readonly sections?: readonly MapSection[] | undefined;
  /** Pictures that the figure holds already. */
  readonly shown?: Map<string, string> | undefined;
}

/**
 * Points drawn to scale as coloured dots without axes. Up to 20,000 points are vectors, one path a colour (a tiny
 * segment with round caps is a dot), more are one embedded PNG.
 *
 * @param xy [n, 2] positions, finite.
 * @param color [n] index into `colors`; points of colour 0 lie below all others.
 */
export function scatter(
  xy: Points,
  color: ArrayLike<number>,
  colors: readonly string[],
  options: ScatterOptions,
): Block {
  const { pxPerUnit, radius, yDown = true, pictures = [], shown = new Map<string, string>() } = options;
  const below = underlays(pictures, { extent: extentOf(xy), pxPerUnit, radius, yDown }, shown);
  if (below === "") return withSections(dots(xy, color, colors, options), xy, options);
  const { svg, ...size } = dots(xy, color, colors, { ...options, dotShare: overPicture.size, above: true });
  return withSections({ ...size, svg: `${below}<g opacity="${overPicture.opacity}">${svg}</g>` }, xy, options);
}

/** The map below room for the names of its upper parts. */
function withSections(map: Block, xy: Points, { sections = [], pxPerUnit, radius }: ScatterOptions): Block {
  if (sections.length === 0) return map;
  const { left, top } = extentOf(xy);
  const names = sections.map(({ name, x, y }) =>
    rimmed(fitText(name, map.width, SECTION), {
      ...{ x: (x - left) * pxPerUnit + radius, y: sectionRoom + (y - top) * pxPerUnit - 4 },
      ...{ ...SECTION, fill: INK.soft, anchor: "middle", hint: name },
    }),
  );
  return { ...map, height: map.height + sectionRoom, svg: atPlace(0, sectionRoom, map.svg) + names.join("") };
}

const SECTION = { size: 10.5 } as const;
/** Of the names above the highest parts, in px. */
const sectionRoom = 15;

/** Dots above a picture, so that some of it is seen between and through them. */
const overPicture = { size: 0.8, opacity: 0.72 } as const;

function dots(
  xy: Points,
  color: ArrayLike<number>,
  colors: readonly string[],
  options: ScatterOptions & { readonly dotShare?: number; readonly above?: boolean },
): Block {
  const { pxPerUnit, radius, yDown = true, layered = false, raster, dotShare = 1 } = options;
  const n = xy.length >> 1;
  const extent = extentOf(xy);
  const width = extent.width * pxPerUnit + 2 * radius;
  const height = extent.height * pxPerUnit + 2 * radius;
  const at = projected(xy, extent, { pxPerUnit, radius, yDown });
  const members = byColor(color, colors.length);
  if (options.background && options.above) members[0] = [];
  if (raster ?? n > MOST_VECTORS) {
    const above = layered
      ? members.slice(1).flat()
      : Array.from({ length: n }, (_, i) => i).filter((i) => color[i] !== 0);
    const image = (order: Uint32Array, name?: string) =>
      bitmap(at, color, order, {
        width,
        height,
        radius: dotShare * radius,
        colors,
        name,
        dotsRatio: options.dotsRatio,
      });
    // An image of their own, which a page with a dark ground can darken.
    const stepBack = members[0].length > 0 && (colors[0] === MISSING || colors[0] === BACKDROP);
    const svg = stepBack
      ? image(Uint32Array.from(members[0]), "pale") + image(Uint32Array.from(above))
      : image(Uint32Array.from([...members[0], ...above]));
    return { width, height, svg };
  }
  const paths = members.flatMap((group, index) => {
    if (group.length === 0) return [];
    // Two decimals of a px are plenty for a dot and keep 20,000 of them near 300 kB.
    const marks = group.map((i) => `M${num(at[2 * i], 2)} ${num(at[2 * i + 1], 2)}h.01`);
    return [element("path", { d: marks.join(""), stroke: colors[index] })];
  });
  const svg = `<g fill="none" stroke-linecap="round" stroke-width="${num(2 * dotShare * radius)}">${paths.join("\n")}</g>`;
  return { width, height, svg };
}

/** Pixels a px of images of dots, where nothing else is wanted. */
export const dotsRatio = 3;

/** Class of images of dots. */
export const dotsClass = "dots";

/** Clouds of more points than this are drawn as one PNG layer. */
export const MOST_VECTORS = 20_000;

function projected(xy: Points, extent: Extent, { pxPerUnit, radius, yDown }: MapScale & { readonly yDown: boolean }) {
  const at = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    const down = (xy[i + 1] - extent.top) * pxPerUnit;
    at[i] = (xy[i] - extent.left) * pxPerUnit + radius;
    at[i + 1] = (yDown ? down : extent.height * pxPerUnit - down) + radius;
  }
  return at;
}

function byColor(color: ArrayLike<number>, colors: number): number[][] {
  const members: number[][] = Array.from({ length: colors }, () => []);
  for (let i = 0; i < color.length; i++) {
    if (!members[color[i]]) throw new Error(`internal: point ${i} has colour ${color[i]} of ${colors}`);
    members[color[i]].push(i);
  }
  return members;
}

interface BitmapOptions {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly colors: readonly string[];
  readonly name?: string | undefined;
  readonly dotsRatio: number | undefined;
}

function bitmap(at: Float64Array, color: ArrayLike<number>, order: Uint32Array, options: BitmapOptions): string {
  const { width, height, radius, colors, name } = options;
  // Fewer for very large maps.
  const ratio = Math.min(options.dotsRatio ?? dotsRatio, 3000 / Math.max(width, height));
  const centers = new Float64Array(2 * order.length);
  order.forEach((i, place) => {
    centers[2 * place] = at[2 * i] * ratio;
    centers[2 * place + 1] = at[2 * i + 1] * ratio;
  });
  // The same colour twice would waste room in the palette of the image.
  const used = new Set<number>();
  for (const i of order) used.add(color[i]);
  const distinct = [...new Set(colors.filter((_, index) => used.has(index)))];
  const index = colors.map((each) => distinct.indexOf(each));
  const image = discs({
    width: Math.ceil(width * ratio),
    height: Math.ceil(height * ratio),
    radius: radius * ratio,
    centers,
    color: Uint8Array.from(order, (i) => index[color[i]]),
    colors: distinct,
  });
  return element("image", {
    class: name === undefined ? dotsClass : `${dotsClass} ${name}`,
    width: image.width / ratio,
    height: image.height / ratio,
    preserveAspectRatio: "none",
    "xlink:href": dataUri(image),
  });
}
