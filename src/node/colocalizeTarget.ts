import { decode } from "fast-png";
import { type ColocalizationTarget, maskTarget, pointTarget } from "../analysis/colocalizationTarget.ts";
import { labelAt } from "../data/labels.ts";
import { CellScapeError } from "../errors.ts";
import { fileSource } from "../io/nodeFile.ts";
import { expectHonestPng } from "../io/png.ts";
import { tablePositions } from "../io/tablePositions.ts";
import { readTextTable } from "../io/textTable.ts";

/** Where a mask lies in the tissue, in the unit of the positions. */
export interface MaskPlace {
  /** Side of a pixel. */
  readonly pixel: number;
  /** Corner of the first pixel. */
  readonly x: number;
  readonly y: number;
}

/**
 * Points from a table with columns of x and y, and one named `sample` where there are several samples.
 *
 * @param samples names of the samples of the cells, as they are numbered; undefined for one.
 * @throws bad-file, bad-data, bad-option naming the file.
 */
export async function readPoints(path: string, samples: readonly string[] | undefined): Promise<ColocalizationTarget> {
  const table = await readTextTable(await fileSource(path), { isText: (column) => column === "sample" });
  const { positions } = tablePositions(path, table);
  if (samples === undefined) return pointTarget(positions);
  const column = table.columns.get("sample");
  if (column === undefined) {
    const got = [...table.columns.keys()].join(", ");
    throw new CellScapeError("bad-file", `${path}: expected a column sample, as there are several, got ${got}`);
  }
  const sampleOf = Int32Array.from({ length: table.rows }, (_, row) => {
    const name = labelAt(column, row);
    const at = samples.indexOf(name ?? "");
    if (at >= 0) return at;
    throw new CellScapeError(
      "bad-data",
      `${path}: expected a sample of ${samples.join(", ")} in line ${row + 2}, got ${name}`,
    );
  });
  return pointTarget(positions, sampleOf);
}

/**
 * A mask from a PNG picture: anything but black is inside.
 *
 * @throws bad-file when it is no PNG.
 */
export async function readMask(path: string, place: MaskPlace): Promise<ColocalizationTarget> {
  const source = await fileSource(path);
  const bytes = await source.read(0, source.size);
  await expectHonestPng(path, bytes);
  const { width, height, data, channels, palette } = decode(bytes);
  const colours = Math.max(1, channels >= 3 ? 3 : 1);
  const values = Uint8Array.from({ length: width * height }, (_, at) => {
    const pixel = Array.from({ length: colours }, (_, c) => data[at * channels + c]);
    const shown = palette ? (palette[pixel[0]] ?? [0]).slice(0, 3) : pixel;
    return shown.some((value) => value !== 0) ? 1 : 0;
  });
  return maskTarget(new Map([[0, { width, height, values, ...place }]]));
}
