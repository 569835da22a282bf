import type { Dataset } from "../../data/dataset.ts";
import type { Picture, Tissue } from "../../data/tissue.ts";

/** How the tissue lies in maps. */
export interface Turn {
  /** Degrees clockwise, first. */
  readonly rotate?: number | undefined;
  /** Mirrored left to right (x), top to bottom (y), or both. */
  readonly flip?: "x" | "y" | "xy" | undefined;
}

/** x' = a x + b y, y' = c x + d y, with y downwards. */
type Turning = readonly [a: number, b: number, c: number, d: number];

/**
 * A data set whose positions are turned and mirrored, for drawing. Pictures of the tissue go with quarter turns and mirroring; with
 * other turns they are left out.
 */
export function turned(dataset: Dataset, { rotate = 0, flip }: Turn): Dataset {
  if (rotate % 360 === 0 && flip === undefined) return dataset;
  const turning = turningOf(rotate, flip);
  const { positions, samples } = dataset;
  const count = samples?.names.length ?? 1;
  const pictures = Array.from({ length: count }, (_, s) => ({ tissue: tissueOf(dataset, s, count), s }));
  const turnedPictures = pictures.map(({ tissue }) => tissue && turnedTissue(tissue, turning));
  const values = Float64Array.from(positions.values);
  for (let i = 0; i < positions.rows; i++) {
    const at = i * positions.columns;
    const [x, y] = apply(turning, positions.values[at], positions.values[at + 1]);
    const shift = turnedPictures[samples?.codes[i] ?? 0]?.shift ?? [0, 0];
    values[at] = x + shift[0];
    values[at + 1] = y + shift[1];
  }
  const { tissue: _, tissues: __, ...rest } = dataset;
  const drawn = turnedPictures.flatMap((each) => (each ? [each.tissue] : []));
  return {
    ...rest,
    positions: { ...positions, values },
    ...(drawn.length === 0 ? {} : samples ? { tissues: drawn } : { tissue: drawn[0] }),
  };
}

function turningOf(rotate: number, flip: Turn["flip"]): Turning {
  const quarters = rotate / 90;
  const [cos, sin] = Number.isInteger(quarters)
    ? [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ][((quarters % 4) + 4) % 4]
    : [Math.cos((rotate * Math.PI) / 180), Math.sin((rotate * Math.PI) / 180)];
  const [x, y] = [flip?.includes("x") ? -1 : 1, flip?.includes("y") ? -1 : 1];
  return [x * cos, -x * sin, y * sin, y * cos];
}

const apply = ([a, b, c, d]: Turning, x: number, y: number): [number, number] => [a * x + b * y, c * x + d * y];

function tissueOf({ tissue, tissues = [], samples }: Dataset, s: number, count: number): Tissue | undefined {
  const all = tissue ? [tissue, ...tissues] : tissues;
  const name = samples?.names[s];
  return (
    all.find(({ library, sample }) => name !== undefined && (sample ?? library) === name) ??
    (count === 1 ? all[0] : undefined)
  );
}

/** The finest picture, turned, and how far the positions move so that they stay above it; undefined for a slanted turn. */
function turnedTissue(
  tissue: Tissue,
  turning: Turning,
): { readonly tissue: Tissue; readonly shift: readonly [number, number] } | undefined {
  if (turning.some((entry) => !Number.isInteger(entry))) return undefined;
  const [finest] = Object.entries(tissue.images)
    .map(([name, picture]) => ({ name, picture, scale: tissue.scaleFactors[`tissue_${name}_scalef`] }))
    .filter(({ scale }) => scale > 0)
    .sort((one, two) => two.picture.width * two.picture.height - one.picture.width * one.picture.height);
  if (!finest) return undefined;
  const { name, picture, scale } = finest;
  const [x, y] = apply(turning, picture.width / scale, picture.height / scale);
  return {
    tissue: { ...tissue, images: { [name]: turnedPicture(picture, turning) } },
    shift: [Math.max(0, -x), Math.max(0, -y)],
  };
}

function turnedPicture({ width, height, channels, values }: Picture, turning: Turning): Picture {
  const [w, h] = apply(turning, width, height).map(Math.abs);
  const found = new Uint8Array(values.length);
  const [x0, y0] = apply(turning, width - 1, height - 1).map((end) => Math.max(0, -end));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [toX, toY] = apply(turning, x, y);
      const from = (y * width + x) * channels;
      found.set(values.subarray(from, from + channels), ((toY + y0) * w + toX + x0) * channels);
    }
  }
  return { width: w, height: h, channels, values: found };
}
