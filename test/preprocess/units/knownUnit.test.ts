import { describe, expect, test } from "vitest";
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Column } from "../../../src/data/table.ts";
import { withKnownUnit } from "../../../src/preprocess/units/knownUnit.ts";
import { datasetOf, samplesOf } from "../../datasets.ts";

/** Spots of a hexagonal lattice, row by row, with barcodes of 10x. */
function visium(
  spacing: number,
  { side = 10, jitter = 0, more = {} }: { side?: number; jitter?: number; more?: Partial<Dataset> } = {},
) {
  const n = side * side;
  const values = Float64Array.from({ length: 2 * n }, (_, e) => {
    const [row, column] = [Math.floor((e >> 1) / side), (e >> 1) % side];
    const moved = jitter * Math.sin(17 * e);
    return moved + spacing * (e % 2 === 0 ? column + (row % 2) / 2 : (row * Math.sqrt(3)) / 2);
  });
  const base = (i: number, digit: number) => "ACGT"[(i >> (2 * digit)) & 3];
  const cells = Array.from(
    { length: n },
    (_, i) => `${Array.from({ length: 16 }, (_, d) => base(i, d % 8)).join("")}-1`,
  );
  const dataset = datasetOf(Array.from({ length: n }, () => [1, 2]));
  return { ...dataset, cells, positions: { rows: n, columns: 2, values }, ...more };
}
const text = (values: readonly string[]): Column => ({ kind: "string", values });
const numbers = (length: number): Column => ({ kind: "number", values: new Float64Array(length) });

describe("the unit of positions", () => {
  test("is known where spots with barcodes lie on a hexagonal lattice, 100 um apart", async () => {
    const { unitUm, spots, notes } = await withKnownUnit(visium(137));
    expect(unitUm).toBeCloseTo(100 / 137, 9);
    expect(spots).toBe(true);
    expect(notes.at(-1)).toBe(
      "positions are in units of 0.7299 um: spots lie on the lattice of Visium, 100 um apart (--unit-um sets it)",
    );
  });

  test("is known from barcodes in obs, and of samples that have one spacing", async () => {
    const { cells } = visium(137);
    const one = visium(137);
    const named = {
      ...one,
      cells: cells.map((_, i) => `spot${i}`),
      obs: { rows: 100, columns: new Map([["barcode", text(cells)]]) },
    };
    expect((await withKnownUnit(named)).unitUm).toBeCloseTo(100 / 137, 9);
    const two = samplesOf(
      cells.map((_, i) => (i < 50 ? 0 : 1)),
      ["a", "b"],
    );
    expect((await withKnownUnit({ ...one, samples: two })).unitUm).toBeUndefined();
    const large = visium(137, { side: 30 });
    const halves = samplesOf(
      large.cells.map((_, i) => (i < 450 ? 0 : 1)),
      ["a", "b"],
    );
    expect((await withKnownUnit({ ...large, samples: halves })).unitUm).toBeCloseTo(100 / 137, 9);
  });

  test("is not guessed of other names, of other lattices, or of what its reader knows", async () => {
    const { cells } = visium(137);
    expect(
      (await withKnownUnit(visium(137, { more: { cells: cells.map((_, i) => `spot${i}`) } }))).unitUm,
    ).toBeUndefined();
    expect((await withKnownUnit(visium(137, { jitter: 60 }))).unitUm).toBeUndefined();
    expect((await withKnownUnit(visium(137, { more: { unitUm: 0.5 } }))).unitUm).toBe(0.5);
  });

  test("is that of Xenium, MERSCOPE or of names with a unit, by the columns of the positions", async () => {
    const plain = datasetOf([
      [1, 2],
      [2, 1],
      [1, 1],
    ]);
    const having = (positionsFrom: string, ...columns: string[]) =>
      withKnownUnit({
        ...plain,
        positionsFrom,
        obs: { rows: 3, columns: new Map(columns.map((name) => [name, numbers(3)])) },
      });
    const xenium = ["transcript_counts", "control_probe_counts"];
    expect((await having("obs/x_centroid,obs/y_centroid", ...xenium)).unitUm).toBe(1);
    expect((await having("obs/x_centroid,obs/y_centroid")).unitUm).toBeUndefined();
    expect((await having("obsm/spatial", ...xenium)).unitUm).toBeUndefined();
    expect((await having("obs/center_x,obs/center_y", "fov", "volume", "min_x", "max_x")).unitUm).toBe(1);
    expect((await having("cells.csv: Centroid X µm, Centroid Y µm")).unitUm).toBe(1);
  });

  test("is a pixel of CosMx where its columns hold the positions, by name or by value", async () => {
    const plain = datasetOf([
      [1, 2],
      [2, 1],
      [1, 1],
    ]);
    const { values } = plain.positions;
    const axis = (k: number, moved = 0): Column => ({
      kind: "number",
      values: Float64Array.from({ length: 3 }, (_, i) => values[2 * i + k] + moved),
    });
    const having = async (positionsFrom: string, moved: number) => {
      const columns = new Map([
        ["CenterX_global_px", axis(0)],
        ["CenterY_global_px", axis(1, moved)],
      ]);
      return withKnownUnit({ ...plain, positionsFrom, obs: { rows: 3, columns } });
    };
    const named = await having("counts.csv: CenterX_global_px, CenterY_global_px", 5);
    expect(named.unitUm).toBe(0.12028);
    expect(named.notes.at(-1)).toMatch(
      /units of 0\.1203 um: a pixel of CosMx is 0\.12028 um, and was 0\.18 um on prototypes/,
    );
    expect((await having("obsm/spatial", 0)).unitUm).toBe(0.12028);
    expect((await having("obsm/spatial", 5)).unitUm).toBeUndefined();
    expect((await having("obs/x,obs/y", 0)).unitUm).toBeUndefined();
  });

  test("is that of the scale factors beside the picture, where these positions lie under it", async () => {
    const tissue = { library: "hd", images: {}, scaleFactors: { microns_per_pixel: 0.27 }, metadata: {} };
    const dataset = datasetOf(
      [
        [1, 2],
        [2, 1],
        [1, 1],
      ],
      { tissue },
    );
    expect((await withKnownUnit(dataset)).unitUm).toBe(0.27);
    expect((await withKnownUnit({ ...dataset, positionsFrom: "obs/x,obs/y" })).unitUm).toBeUndefined();
  });
});
