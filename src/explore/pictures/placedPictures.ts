import type { Picture, Tissue } from "../../data/tissue.ts";
import type { Layout } from "../layouts/layout.ts";
import type { ExploredTissue } from "../tissue.ts";

/** A part of a picture, small enough for a texture, and where it lies under a layout. */
export interface PlacedTile {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4] red, green, blue, opacity. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly box: Layout["box"];
}

/** The longest side of a tile, in pixels: every card takes it. */
const mostSide = 4096;
/** Pixels of all tiles of a picture together; of a larger one several pixels become one. */
const mostPixels = 64e6;
/** Fewer of the cells inside a picture: it does not belong to these positions. */
const leastInside = 0.5;

/**
 * Pictures of the tissue under the cells of a layout of the tissue, one after the other, in tiles. Pictures whose scale is not known, or that
 * lie elsewhere than the cells, are left out.
 */
export function* placedPictures(tissue: ExploredTissue, { places, center }: Layout): Generator<PlacedTile> {
  const { samples, pictures, positions, cells } = tissue;
  // Samples that lie apart may share one picture.
  const names = samples && (samples.overlap || pictures.length > 1) ? samples.categories : [""];
  for (const [s, name] of names.entries()) {
    const found = pictureOf(pictures, name === "" ? undefined : name, names.length);
    const image = found && finestOf(found);
    if (!image) continue;
    const own = Uint32Array.from(cells.keys()).filter(
      (i) => !samples || name === "" || Math.max(0, samples.codes[i]) === s,
    );
    const first = own.find((i) => !Number.isNaN(places[2 * i]));
    if (first === undefined) continue;
    const { picture, scale } = image;
    const at = (i: number, axis: number) => positions.values[i * positions.columns + axis];
    const inside = own.filter((i) => {
      const [x, y] = [at(i, 0) * scale, at(i, 1) * scale];
      return x >= 0 && y >= 0 && x <= picture.width && y <= picture.height;
    }).length;
    if (inside < leastInside * own.length) continue;
    // Where samples stay where they are nothing but the centre is subtracted, in double precision.
    const shift = samples?.overlap
      ? { x: places[2 * first] - at(first, 0), y: places[2 * first + 1] - at(first, 1) }
      : { x: -center.x, y: -center.y };
    yield* tilesOf(picture, scale, shift);
  }
}

function pictureOf(pictures: ExploredTissue["pictures"], name: string | undefined, count: number): Tissue | undefined {
  const named = pictures.find(({ library, sample }) => name !== undefined && (sample ?? library) === name);
  return named ?? (count === 1 ? pictures[0] : undefined);
}

/** The picture of most pixels whose scale is known. */
function finestOf({ images, scaleFactors }: Tissue): { picture: Picture; scale: number } | undefined {
  return Object.entries(images)
    .map(([name, picture]) => ({ picture, scale: scaleFactors[`tissue_${name}_scalef`] }))
    .filter(({ scale }) => scale > 0)
    .sort((a, b) => b.picture.width * b.picture.height - a.picture.width * a.picture.height)[0];
}

function* tilesOf(
  picture: Picture,
  scale: number,
  shift: { readonly x: number; readonly y: number },
): Generator<PlacedTile> {
  const step = Math.max(1, Math.ceil(Math.sqrt((picture.width * picture.height) / mostPixels)));
  const side = mostSide * step;
  for (let top = 0; top < picture.height; top += side) {
    for (let left = 0; left < picture.width; left += side) {
      const width = Math.ceil(Math.min(side, picture.width - left) / step);
      const height = Math.ceil(Math.min(side, picture.height - top) / step);
      const box = {
        left: left / scale + shift.x,
        top: top / scale + shift.y,
        width: (width * step) / scale,
        height: (height * step) / scale,
      };
      yield { width, height, pixels: pixelsOf(picture, { left, top, width, height, step }), box };
    }
  }
}

interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture along a side of one of the tile: their mean. */
  readonly step: number;
}

/** A part of a picture with an opacity. */
export function pixelsOf(picture: Picture, { left, top, width, height, step }: Part): Uint8ClampedArray<ArrayBuffer> {
  const { channels, values } = picture;
  const colored = channels > 2;
  const clear = channels === 2 || channels === 4;
  const found = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [r, g, b, a, count] = [0, 0, 0, 0, 0];
      for (let dy = 0; dy < step && top + y * step + dy < picture.height; dy++) {
        for (let dx = 0; dx < step && left + x * step + dx < picture.width; dx++) {
          const at = ((top + y * step + dy) * picture.width + left + x * step + dx) * channels;
          r += values[at];
          g += values[colored ? at + 1 : at];
          b += values[colored ? at + 2 : at];
          a += clear ? values[at + channels - 1] : 255;
          count++;
        }
      }
      const to = 4 * (y * width + x);
      found[to] = r / count;
      found[to + 1] = g / count;
      found[to + 2] = b / count;
      found[to + 3] = a / count;
    }
  }
  return found;
}
