import { expect, test } from "vitest";
import { positionKey, positionPair } from "../../../src/io/assembly/positionNames.ts";

test("obsm/spatial comes before any other name, and an exact name before one that differs in case", () => {
  expect(positionKey(["X_umap", "coords", "spatial"])).toBe("spatial");
  expect(positionKey(["Coords", "coords"])).toBe("coords");
  expect(positionKey(["SPATIAL"])).toBe("SPATIAL");
  expect(positionKey(["X_umap", "X_pca"])).toBeUndefined();
});

test("units of length come before pixels and pixels before positions in a grid", () => {
  const all = ["array_row", "array_col", "pxl_row_in_fullres", "pxl_col_in_fullres", "x_centroid", "y_centroid"];
  expect(positionPair(all)).toEqual(["x_centroid", "y_centroid"]);
  expect(positionPair(all.slice(0, 4))).toEqual(["pxl_col_in_fullres", "pxl_row_in_fullres"]);
  expect(positionPair(all.slice(0, 2))).toEqual(["array_col", "array_row"]);
});

test("one axis alone is no pair", () => {
  expect(positionPair(["x", "z"])).toBeUndefined();
  expect(positionPair(["X", "y"])).toEqual(["X", "y"]);
});
