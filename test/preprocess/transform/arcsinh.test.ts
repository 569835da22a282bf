import { expect, test } from "vitest";
import { arcsinh } from "../../../src/preprocess/transform/arcsinh.ts";
import { denseOf, sparseFrom } from "../sparse.ts";

test("values are divided by the cofactor before arcsinh, zeros and signs stay", () => {
  // numpy: np.arcsinh(np.array([0, 5, -5, 500]) / 5)
  const [zero, one, minus, high] = denseOf(arcsinh(sparseFrom([[0, 5, -5, 500]]), 5));
  expect(zero).toBe(0);
  expect(one).toBeCloseTo(0.881373587019543, 6);
  expect(minus).toBeCloseTo(-0.881373587019543, 6);
  expect(high).toBeCloseTo(5.298342365610589, 6);
});

test("a cofactor of 0 or less is refused", () => {
  expect(() => arcsinh(sparseFrom([[1]]), 0)).toThrow(/expected a cofactor above 0, got 0/);
});
