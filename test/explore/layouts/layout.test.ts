import { expect, test } from "vitest";
import { layoutNames, layoutOf } from "../../../src/explore/layouts/layout.ts";
import type { ExploredTissue } from "../../../src/explore/tissue.ts";

const positions = {
  rows: 4,
  columns: 2,
  values: Float64Array.of(1e6, 5, 1e6 + 10, 5, Number.NaN, Number.NaN, 1e6 + 4, 25),
};
const tissue: ExploredTissue = {
  ...{ name: "t", cells: ["a", "b", "c", "d"], obs: { rows: 4, columns: new Map() }, colors: new Map(), positions },
  ...{ unitUm: 0.5, spots: false, samples: undefined, pictures: [] },
  embeddings: new Map([["UMAP", { rows: 4, columns: 3, values: Float32Array.of(0, 0, 9, 2, 4, 9, 4, 0, 9, 1, 1, 9) }]]),
};

test("positions are centred before they become single, and cells without one are nowhere", () => {
  const layout = layoutOf(tissue, "Tissue");
  expect(layout).toMatchObject({
    ...{ center: { x: 1e6 + 5, y: 15 }, unitUm: 0.5, sections: [] },
    box: { left: -5, top: -10, width: 10, height: 20 },
  });
  expect([...(layout?.places ?? [])]).toEqual([-5, -10, 5, -10, Number.NaN, Number.NaN, -1, 10]);
});

test("an embedding is drawn by its first two columns, upwards", () => {
  expect(layoutNames(tissue)).toEqual(["Tissue", "UMAP"]);
  expect([...(layoutOf(tissue, "UMAP")?.places ?? [])]).toEqual([-2, 2, 0, -2, 2, 2, -1, 1]);
  expect(layoutOf(tissue, "other")).toBeUndefined();
});

test("samples lie beside each other, each with its box", () => {
  const samples = {
    kind: "category",
    name: "s",
    overlap: true,
    ordered: false,
    categories: ["x", "y"],
    codes: Int32Array.of(0, 0, 0, 1),
  } as const;
  const placed = {
    ...tissue,
    positions: { rows: 4, columns: 2, values: Float64Array.of(0, 0, 10, 10, 5, 5, 3, 3) },
    samples,
  };
  const layout = layoutOf(placed, "Tissue");
  const [x, y] = layout?.sections ?? [];
  expect([x.name, y.name]).toEqual(["x", "y"]);
  expect(x.box).toMatchObject({ width: 10, height: 10 });
  expect(y.box.left).toBeGreaterThan(x.box.left + x.box.width);
});
