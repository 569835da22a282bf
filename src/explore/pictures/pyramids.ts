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

/** What decides where a picture lies beside its own file. */
export interface Whereabouts {
  /** The folder in which it lies, where it was not given by itself. */
  readonly folder?: Folder | undefined;
  /** The sample that it is a picture of, where several lie beside each other. */
  readonly sample?: string | undefined;
}

/**
 * Put a large picture under the cells: by the size of its pixels, or where it is the one that the positions were taken from.
 *
 * @throws unsupported for samples that lie beside each other, of which none is named; bad-data where it is not known how it lies, or it
 * lies elsewhere than the cells; what `openPyramid` throws.
 */
export async function placePyramid(
  source: Source,
  tissue: ExploredTissue,
  { center, places, sections }: Layout,
  { folder, sample }: Whereabouts = {},
): Promise<PlacedPyramid> {
  const beside = tissue.samples?.overlap ? tissue.samples : undefined;
  const section = beside && sections.find(({ name }) => name === sample);
  if (beside && !section) {
    const expected = "one sample under one picture";
    const way = "show its sample alone (View, Sample) and open the picture again";
    throw new CellScapeError(
      "unsupported",
      `${source.name}: expected ${expected}, got several beside each other; ${way}`,
    );
  }
  const rows = [...tissue.cells.keys()].filter((i) => !section || beside.codes[i] === section.sample);
  const pyramid = await openPyramid(source);
  const found = await scaleOf(pyramid, tissue, folder);
  const inside = found === undefined ? 0 : insideShare(tissue, rows, pyramid, found);
  if (found === undefined || inside < leastInside) {
    const expected = "a picture of this tissue, with the size of its pixels or as large as its positions";
    const size = `${pyramid.width} x ${pyramid.height} pixels`;
    const got = found === undefined ? size : `${size} under ${Math.round(100 * inside)} % of the cells`;
    throw new CellScapeError("bad-data", `${source.name}: expected ${expected}, got ${got}`);
  }
  const first = rows.find((i) => section && !Number.isNaN(places[2 * i]));
  // Where the origin of the positions is drawn: samples beside each other were moved.
  const corner =
    first === undefined
      ? { x: -center.x, y: -center.y }
      : {
          x: places[2 * first] - positionAt(tissue, first, 0),
          y: places[2 * first + 1] - positionAt(tissue, first, 1),
        };
  return { pyramid, scale: found, corner };
}

const positionAt = ({ positions: { values, columns } }: ExploredTissue, cell: number, axis: number) =>
  values[cell * columns + axis];

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

function insideShare(
  tissue: ExploredTissue,
  rows: readonly number[],
  { width, height }: Pyramid,
  scale: number,
): number {
  let [inside, all] = [0, 0];
  for (const i of rows) {
    const [x, y] = [0, 1].map((axis) => positionAt(tissue, i, axis) * scale);
    if (Number.isNaN(x)) continue;
    all++;
    if (x >= 0 && y >= 0 && x <= width && y <= height) inside++;
  }
  return all === 0 ? 0 : inside / all;
}
