import { expect, test } from "vitest";
import { percentile, valueAt } from "../../../src/explore/columns/shown.ts";
import { orderByCode, shownValues } from "../../../src/explore/columns/values.ts";

test("values come back from their codes to within half a step", () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 50);
  const shown = shownValues("x", values);
  values.forEach((value, i) => {
    expect(Math.abs(valueAt(shown, shown.codes[i]) - value)).toBeLessThanOrEqual(
      (shown.high - shown.low) / 65534 / 2 + 1e-9,
    );
  });
});

test("missing and infinite values have no code and come first in the order", () => {
  const shown = shownValues("x", Float64Array.of(3, Number.NaN, 1, Number.POSITIVE_INFINITY, 2));
  expect(shown).toMatchObject({ low: 1, high: 3, missing: 2 });
  expect([...shown.codes]).toEqual([65534, 65535, 0, 65535, 32767]);
  expect([...shown.order]).toEqual([1, 3, 2, 4, 0]);
});

test("a column of one value and one without any are drawn", () => {
  expect(shownValues("x", Float64Array.of(7, 7))).toMatchObject({ low: 7, high: 7, codes: Uint16Array.of(0, 0) });
  expect(shownValues("x", Float64Array.of(Number.NaN))).toMatchObject({ low: 0, high: 0, missing: 1 });
});

test("percentiles are those of the sorted values to a thousandth of the range", () => {
  const values = Float64Array.from({ length: 5000 }, (_, i) => (i / 5000) ** 3);
  const shown = shownValues("x", values);
  for (const share of [0.01, 0.5, 0.9, 0.99]) expect(percentile(shown, share)).toBeCloseTo(share ** 3, 2);
  expect(percentile(shown, 0)).toBe(0);
  expect(percentile(shown, 1)).toBeCloseTo(shown.high, 3);
});

test("equal codes keep the order of cells", () => {
  expect([...orderByCode(Uint16Array.of(2, 1, 2, 1, 65535))]).toEqual([4, 1, 3, 0, 2]);
});
