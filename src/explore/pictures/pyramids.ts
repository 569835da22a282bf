import { CellScapeError } from "../../core/errors.ts";
import type { Folder, Source } from "../../io/source.ts";
import { morphologyPaths, umOfFinest } from "../../io/tenx/morphology.ts";
import { openPyramid, type Pyramid } from "../../io/tiff/pyramid.ts";
import type { Layout } from "../layouts/layout.ts";
import type { ExploredTissue } from "../tissue.ts";

/** A pyramid that lies under the cells. */
export interface PlacedPyramid {
  readonly pyramid: Pyramid;
  /** Pixels of the finest level in one unit of the plane. */
  readonly scale: number;
  /** Where its left top corner lies in the plane of the layout. */
  readonly corner: { readonly x: number; readonly y: number };
}

/** Pictures of a folder that may be shown by tiles, by their paths. */
export const pyramidPaths = (folder: Folder): Promise<readonly string[]> => morphologyPaths(folder);

/**
 * Put a large picture under the cells: by the size of its pixels, or where it is the one that the positions were taken from.
 *
 * @param folder in which it lies, where it was not given by itself.
 * @throws unsupported for samples that lie beside each other; bad-data where it is not known how it lies, or it lies
 * elsewhere than the cells; what `openPyramid` throws.
 */
export async function placePyramid(
  source: Source,
  tissue: ExploredTissue,
  { center }: Layout,
  folder?: Folder,
): Promise<PlacedPyramid> {
  if (tissue.samples?.overlap) {
    const expected = "one sample under one picture";
    throw new CellScapeError("unsupported", `${source.name}: expected ${expected}, got several beside each other`);
  }
  const pyramid = await openPyramid(source);
  const found = await scaleOf(pyramid, tissue, folder);
  const inside = found === undefined ? 0 : insideShare(tissue, pyramid, found);
  if (found === undefined || inside < leastInside) {
    const expected = "a picture of this tissue, with the size of its pixels or as large as its positions";
    const size = `${pyramid.width} x ${pyramid.height} pixels`;
    const got = found === undefined ? size : `${size} under ${Math.round(100 * inside)} % of the cells`;
    throw new CellScapeError("bad-data", `${source.name}: expected ${expected}, got ${got}`);
  }
  return { pyramid, scale: found, corner: { x: -center.x, y: -center.y } };
}

/** Fewer of the cells inside a picture: it does not belong to these positions. */
const leastInside = 0.5;
/** A picture of the same size, up to rounding. */
const sameSize = 0.01;

/** Pixels in a unit of the positions; undefined where it is not known. */
async function scaleOf(pyramid: Pyramid, tissue: ExploredTissue, folder?: Folder): Promise<number | undefined> {
  // Positions of spots are pixels of the picture that they were found in.
  for (const { images, scaleFactors } of tissue.pictures) {
    for (const [name, { width, height }] of Object.entries(images)) {
      const scale = scaleFactors[`tissue_${name}_scalef`];
      const isSame = (side: number, small: number) => Math.abs(side / (small / scale) - 1) < sameSize;
      if (scale > 0 && scale < 1 && isSame(pyramid.width, width) && isSame(pyramid.height, height)) return 1;
    }
  }
  const um = pyramid.umPerPixel ?? (folder && (await umOfFinest((path) => folder.open(path))));
  if (um !== undefined && tissue.unitUm !== undefined) return tissue.unitUm / um;
  return undefined;
}

function insideShare({ positions }: ExploredTissue, { width, height }: Pyramid, scale: number): number {
  let [inside, all] = [0, 0];
  for (let i = 0; i < positions.rows; i++) {
    const [x, y] = [0, 1].map((axis) => positions.values[i * positions.columns + axis] * scale);
    if (Number.isNaN(x)) continue;
    all++;
    if (x >= 0 && y >= 0 && x <= width && y <= height) inside++;
  }
  return all === 0 ? 0 : inside / all;
}
