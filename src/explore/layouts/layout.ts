import type { Matrix } from "../../data/matrix.ts";
import { tissueLayout } from "../../results/tissueLayout.ts";
import type { ExploredTissue } from "../tissue.ts";

/** Where cells are drawn. Places are centred, so that single precision keeps them apart; y grows downwards. */
export interface Layout {
  readonly name: string;
  /** [n, 2]; NaN for cells that have no place. */
  readonly places: Float32Array;
  /** What was subtracted from the positions. */
  readonly center: { readonly x: number; readonly y: number };
  /** The box around all places. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** Micrometres of one unit, where it is known. */
  readonly unitUm: number | undefined;
  /** Names of samples, each above the middle of its cells, and the box of each. */
  readonly sections: readonly Section[];
  /** Diameter of a drawn cell in units, from how densely cells lie. */
  readonly diameter: number;
}

export interface Section {
  readonly name: string;
  /** Code of the sample. */
  readonly sample: number;
  readonly box: Layout["box"];
}

/** Share of the box that the discs of all cells cover, were they apart: spots nearly touch, cells leave gaps. */
const cover = { cells: 0.36, spots: 0.5 };

/** The name of the layout of the positions. */
export const tissueName = "Tissue";

/** Layouts that a data set has, the tissue first. */
export function layoutNames({ embeddings }: Pick<ExploredTissue, "embeddings">): string[] {
  return [tissueName, ...embeddings.keys()];
}

/** @returns undefined for a name that is none of `layoutNames`. */
export function layoutOf(tissue: ExploredTissue, name: string): Layout | undefined {
  if (name === tissueName) return tissueLayoutOf(tissue);
  const matrix = tissue.embeddings.get(name);
  if (!matrix) return undefined;
  const xy = new Float64Array(2 * matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    xy[2 * i] = matrix.values[i * matrix.columns];
    // As mathematicians draw it: upwards.
    xy[2 * i + 1] = -matrix.values[i * matrix.columns + 1];
  }
  return { ...centred(name, xy, cover.cells / 3), unitUm: undefined, sections: [] };
}

function tissueLayoutOf({ positions, samples, unitUm, spots }: ExploredTissue): Layout {
  const dataset = {
    positions,
    ...(samples?.overlap
      ? { samples: { ...withoutMissing(samples), attributes: { rows: 0, columns: new Map() } } }
      : {}),
  };
  const found = centred(tissueName, tissueLayout(dataset), spots ? cover.spots : cover.cells);
  return { ...found, unitUm, sections: samples ? sectionsOf(found, samples.codes, samples.categories) : [] };
}

/** Cells of no sample lie with the first one. */
const withoutMissing = ({ categories, codes, name }: NonNullable<ExploredTissue["samples"]>) => ({
  names: categories,
  codes: codes.map((code) => Math.max(0, code)),
  column: name,
});

function sectionsOf({ places }: Pick<Layout, "places">, codes: Int32Array, names: readonly string[]): Section[] {
  const boxes = names.map(() => ({ left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }));
  for (let i = 0; i < codes.length; i++) {
    const box = boxes[Math.max(0, codes[i])];
    const [x, y] = [places[2 * i], places[2 * i + 1]];
    if (Number.isNaN(x + y)) continue;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return boxes.flatMap(({ left, top, right, bottom }, sample) =>
    right < left
      ? []
      : [{ name: names[sample], sample, box: { left, top, width: right - left, height: bottom - top } }],
  );
}

function centred(name: string, xy: Float64Array, share: number): Omit<Layout, "unitUm" | "sections"> {
  const n = xy.length / 2;
  let [left, top, right, bottom, placed] = [Infinity, Infinity, -Infinity, -Infinity, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [xy[2 * i], xy[2 * i + 1]];
    if (!(x - x === 0 && y - y === 0)) continue;
    placed++;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (placed === 0) [left, top, right, bottom] = [0, 0, 0, 0];
  const center = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const places = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const [x, y] = [xy[2 * i] - center.x, xy[2 * i + 1] - center.y];
    const known = x - x === 0 && y - y === 0;
    places[2 * i] = known ? x : Number.NaN;
    places[2 * i + 1] = known ? y : Number.NaN;
  }
  const [width, height] = [right - left, bottom - top];
  const area = Math.max(width * height, 0.05 * Math.max(width, height) ** 2) || 1;
  return {
    name,
    places,
    center,
    box: { left: left - center.x, top: top - center.y, width, height },
    diameter: 2 * Math.sqrt((area * share) / (Math.PI * Math.max(1, placed))),
  };
}

/** The first two columns of an embedding are a layout where they are named as one, as scanpy does. */
export function isLayoutKey(key: string, matrix: Pick<Matrix, "columns">): boolean {
  return matrix.columns >= 2 && /umap|tsne|t-sne|phate|draw_graph|diffmap|mde/i.test(key);
}
