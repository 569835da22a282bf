import { expect, test } from "vitest";
import { evenRange } from "../../src/report/figures.ts";

test("the colours of gene maps end as far below the mean as above it, whatever a single gene does", () => {
  const values = Float32Array.from({ length: 100 }, (_, u) => (u === 50 ? 80 : (u % 2 ? 1 : -1) * (u / 100)));
  const [low, high] = evenRange([values.slice(0, 60), values.slice(60)]);
  expect(low).toBe(-high);
  expect(high).toBeCloseTo(0.98, 5);
  expect(evenRange([new Float32Array(4)])).toEqual([-1, 1]);
  expect(evenRange([])).toEqual([-1, 1]);
});
