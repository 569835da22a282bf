import { expect, test } from "vitest";
import { expectSharedLabels } from "../../../src/session/read/sharedLabels.ts";

const refusal = (names: readonly string[], labelled: number) => () =>
  expectSharedLabels("t.h5ad", "layer", { names, labelled });

test("labels that several cells share are taken, and one label or one per cell is refused by its column", () => {
  expect(refusal(["L1", "L2"], 4)).not.toThrow();
  expect(refusal([], 0)).toThrow("t.h5ad: obs/layer: expected two or more different labels, got none");
  expect(refusal(["L1"], 9)).toThrow("got only L1; name another column");
  expect(refusal(["0.1", "0.2", "0.3"], 5)).toThrow("got 3 different values in 5 cells; name the column of the annot");
});
