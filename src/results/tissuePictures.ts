import type { Dataset } from "../data/dataset.ts";
import type { Picture, Tissue } from "../data/tissue.ts";
import { quantize } from "../figure/color/quantize.ts";
import { dataUri } from "../figure/drawing/pixels.ts";
import { type Extent, extentOf } from "../figure/drawing/points.ts";
import type { Underlay } from "../figure/drawing/underlay.ts";
import { tissueLayout } from "./tissueLayout.ts";

/** The longer side of a picture in figures, in pixels: sharp at the size of a map, and small in a report. */
const mostPixels = 900;
/** Of the box around the cells, beyond which a picture is cut. */
const margin = 0.04;
/** Fewer of the cells inside the picture: it does not belong to these positions. */
const leastInside = 0.5;
const colors = 200;

/** How pictures of the tissue are drawn. */
export interface PictureOptions {
  /** From 0 (not drawn) to 1. */
  readonly picture: number;
}

type Placed = Omit<Underlay, "opacity">;

/**
 * Pictures of the tissue as they lie below all cells in one map (`tissueLayout`); none where the data set has none.
 * They are cut to the cells, made smaller and embedded.
 */
export function tissuePictures(dataset: Dataset, { picture: opacity }: PictureOptions): Underlay[] {
  if (opacity <= 0) return [];
  return samplePictures(dataset).flatMap((each) => (each ? [{ ...each.laidOut, opacity }] : []));
}

/** The picture of one sample at its own positions. */
export function tissuePictureOf(dataset: Dataset, sample: number, { picture: opacity }: PictureOptions): Underlay[] {
  const own = opacity > 0 ? samplePictures(dataset)[sample] : undefined;
  return own ? [{ ...own.own, opacity }] : [];
}

/** Whether there is a picture that lies elsewhere than the cells, so that it is not drawn. */
export function hasStrayPicture(dataset: Dataset): boolean {
  const count = dataset.samples?.names.length ?? 1;
  return samplePictures(dataset).some((found, s) => !found && tissueOf(dataset, s, count) !== undefined);
}

interface SamplePicture {
  readonly own: Placed;
  readonly laidOut: Placed;
}

/** Many figures draw the same pictures. */
const made = new WeakMap<Dataset, readonly (SamplePicture | undefined)[]>();

function samplePictures(dataset: Dataset): readonly (SamplePicture | undefined)[] {
  const known = made.get(dataset);
  if (known) return known;
  const names = dataset.samples?.names ?? [""];
  const found = names.map((_, s) => pictureOf(dataset, s, names.length));
  made.set(dataset, found);
  return found;
}

function tissueOf({ tissue, tissues = [], samples }: Dataset, s: number, count: number): Tissue | undefined {
  const all = tissue ? [tissue, ...tissues] : tissues;
  const name = samples?.names[s];
  const named = all.find(({ library, sample }) => name !== undefined && (sample ?? library) === name);
  return named ?? (count === 1 && all.length === 1 ? all[0] : undefined);
}

function pictureOf(dataset: Dataset, s: number, count: number): SamplePicture | undefined {
  const tissue = tissueOf(dataset, s, count);
  const image = tissue && finestOf(tissue);
  if (!image) return undefined;
  const { picture, scale } = image;
  const { positions, samples } = dataset;
  const cells = Array.from(dataset.cells.keys()).filter((i) => !samples || samples.codes[i] === s);
  if (cells.length === 0) return undefined;
  const at = (i: number) => [positions.values[i * positions.columns], positions.values[i * positions.columns + 1]];
  const xy = Float64Array.from(cells.flatMap(at));
  const box = extentOf(xy);
  let inside = 0;
  for (let i = 0; i < xy.length; i += 2) {
    if (xy[i] >= 0 && xy[i] * scale <= picture.width && xy[i + 1] >= 0 && xy[i + 1] * scale <= picture.height) inside++;
  }
  if (inside < leastInside * cells.length) return undefined;
  const own = cutOut(picture, box, scale);
  if (!own) return undefined;
  const layout = tissueLayout(dataset);
  const [first] = cells;
  const laidOut = {
    ...own,
    left: own.left + layout[2 * first] - xy[0],
    top: own.top + layout[2 * first + 1] - xy[1],
  };
  return { own, laidOut };
}

/** The picture of most pixels whose scale is known. */
function finestOf({ images, scaleFactors }: Tissue): { picture: Picture; scale: number } | undefined {
  return Object.entries(images)
    .map(([name, picture]) => ({ picture, scale: scaleFactors[`tissue_${name}_scalef`] }))
    .filter(({ scale }) => scale > 0)
    .sort((a, b) => b.picture.width * b.picture.height - a.picture.width * a.picture.height)[0];
}

/** The part of a picture around the cells, of at most `mostPixels` on a side; each pixel is the mean of those it covers. */
function cutOut(picture: Picture, { left, top, width, height }: Extent, scale: number): Placed | undefined {
  const room = margin * Math.max(width, height, 1 / scale);
  const ends = [
    Math.max(0, Math.floor((left - room) * scale)),
    Math.max(0, Math.floor((top - room) * scale)),
    Math.min(picture.width, Math.ceil((left + width + room) * scale)),
    Math.min(picture.height, Math.ceil((top + height + room) * scale)),
  ];
  const [fromX, fromY, toX, toY] = ends;
  if (toX - fromX < 2 || toY - fromY < 2) return undefined;
  const step = Math.max(1, Math.max(toX - fromX, toY - fromY) / mostPixels);
  const [columns, rows] = [
    Math.max(1, Math.round((toX - fromX) / step)),
    Math.max(1, Math.round((toY - fromY) / step)),
  ];
  const values = new Uint8Array(3 * columns * rows);
  for (let y = 0; y < rows; y++) {
    const [y0, y1] = spanOf(y, rows, fromY, toY);
    for (let x = 0; x < columns; x++) {
      const [x0, x1] = spanOf(x, columns, fromX, toX);
      const sums = [0, 0, 0];
      for (let b = y0; b < y1; b++) for (let a = x0; a < x1; a++) addPixel(sums, picture, b * picture.width + a);
      for (let channel = 0; channel < 3; channel++) {
        values[3 * (y * columns + x) + channel] = Math.round(sums[channel] / ((x1 - x0) * (y1 - y0)));
      }
    }
  }
  const image = { width: columns, height: rows, ...quantize({ width: columns, height: rows, values }, colors) };
  return {
    href: dataUri(image),
    left: fromX / scale,
    top: fromY / scale,
    width: (toX - fromX) / scale,
    height: (toY - fromY) / scale,
  };
}

function spanOf(at: number, count: number, from: number, to: number): [number, number] {
  const begin = from + Math.floor((at * (to - from)) / count);
  return [begin, Math.max(begin + 1, from + Math.floor(((at + 1) * (to - from)) / count))];
}

/** Grey in all channels; what is not opaque lies on white. */
function addPixel(sums: number[], { channels, values }: Picture, at: number): void {
  const colored = channels > 2 ? 3 : 1;
  const opaque = channels === 2 || channels === 4 ? values[at * channels + channels - 1] / 255 : 1;
  for (let channel = 0; channel < 3; channel++) {
    const value = values[at * channels + Math.min(channel, colored - 1)];
    sums[channel] += opaque * value + (1 - opaque) * 255;
  }
}
