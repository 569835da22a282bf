import { expect, test } from "vitest";
import { stackedBars } from "../../src/figure/stackedBars.ts";
import { textsOf } from "./sample.ts";

const options = { bars: ["Domain 1", "Domain 2", "Whole tissue"], parts: ["Astro", "Oligo"] };
const widths = (svg: string) =>
  [...svg.matchAll(/% of [^<]*<\/title><rect [^>]*? width="([\d.]+)"/g)].map(([, w]) => +w);

test("the make-up of two domains and the tissue is this picture", async () => {
  const svg = stackedBars([0.75, 0.25, 0.1, 0.9, 0.5, 0.5], {
    ...options,
    title: "Types of cells",
    apart: 1,
    barColors: ["#4263c5", "#ff8804"],
    counts: [1200, 34, 1234],
    legendTitle: "Cell type",
  });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/stackedBars.svg");
});

test("every bar is equally long, whatever its sum", () => {
  const [a, b, c, d] = widths(stackedBars([3, 1, 30, 10, 0, 0], options));
  expect(a + b).toBeCloseTo(c + d, 2);
  expect(a / b).toBeCloseTo(3, 2);
});

test("a bar without cells is named and empty", () => {
  const svg = stackedBars([1, 0, 0, 0, 0, 1], options);
  expect(widths(svg)).toHaveLength(2);
  expect(textsOf(svg)).toContain("Domain 2");
});

test("nothing at all is drawn", () => {
  expect(stackedBars([], { bars: [], parts: [] })).not.toMatch(/NaN|undefined|Infinity/);
});

test("a number of shares that does not fit is refused", () => {
  expect(() => stackedBars([1], options)).toThrow("expected 3 x 2 shares, got 1");
});
