import { expect, test } from "vitest";
import { CellScapeError } from "../../src/core/errors.ts";
import { withSingulars } from "../../src/core/singular.ts";

test.each([
  ["1 cells x 12 genes", "1 cell x 12 genes"],
  ["1,200 cells x 1 genes, 1 training steps on all cells", "1,200 cells x 1 gene, 1 training step on all cells"],
  ["all 1 cells have 1 count or more", "the only cell has 1 count or more"],
  ["1 batches, 1 communities, 1 columns were left out", "1 batch, 1 community, 1 column was left out"],
  ["11 cells, 0.1 cells, 3,1 cells, 21 samples", "11 cells, 0.1 cells, 3,1 cells, 21 samples"],
  ["1 of genes, 1 by samples", "1 of genes, 1 by samples"],
  ["0 to 1 cells of cell1 cells", "0 to 1 cells of cell1 cells"],
])("%s: %s", (text, singular) => expect(withSingulars(text)).toBe(singular));

test("errors have it", () => {
  expect(new CellScapeError("bad-data", "a.h5ad: expected 3 cells, got 1 cells").message).toMatch(/got 1 cell$/);
});
