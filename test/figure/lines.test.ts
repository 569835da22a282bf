import { expect, test } from "vitest";
import { lines } from "../../src/figure/lines.ts";
import { textsOf } from "./sample.ts";

test("two series with a band are this picture", async () => {
  const x = [1, 2, 3, 4];
  const svg = lines(
    [
      {
        title: "Losses",
        xLabel: "Epoch",
        yLabel: "Loss",
        marks: [{ x: 3, caption: "rate / 2" }],
        series: [
          { name: "a", x, y: [4, 2, 1, 0.5], low: [3.5, 1.8, 0.9, 0.4], high: [4.5, 2.2, 1.1, 0.6] },
          { name: "b", x, y: [3, 3, 2, 2] },
        ],
      },
    ],
    { title: "Training" },
  );
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/lines.svg");
});

test("a gap in the values is a gap in the line, and a value alone is a dot", () => {
  const svg = lines([{ series: [{ name: "a", y: [1, 2, Number.NaN, 4, Number.NaN, 6, 7] }] }]);
  expect(svg.match(/ d="M[^"]*M[^"]*M[^"]*" fill="none"/g)).toHaveLength(1);
  expect(svg.match(/<circle/g)).toHaveLength(1);
  expect(svg).not.toContain("NaN");
});

test("values that are not positive leave gaps on a logarithmic axis", () => {
  const svg = lines([{ logY: true, series: [{ name: "a", y: [100, 0, -1, 10, 1] }] }]);
  expect(svg).not.toMatch(/NaN|Infinity/);
});

test("no, one and equal values are drawn", () => {
  for (const y of [[], [3], [2, 2, 2], [Number.NaN]]) {
    expect(lines([{ series: [{ name: "a", y }] }])).not.toMatch(/NaN|undefined|Infinity/);
  }
  expect(lines([])).toContain("<svg");
});

test("one series needs no legend, two do", () => {
  const series = [{ name: "first", y: [1, 2] }];
  expect(textsOf(lines([{ series }]))).not.toContain("first");
  const both = textsOf(lines([{ series: [...series, { name: "second", y: [2, 1] }] }]));
  expect(both).toEqual(expect.arrayContaining(["first", "second"]));
});

test("arrays of different lengths are refused by the name of their series", () => {
  expect(() => lines([{ series: [{ name: "loss", x: [1], y: [1, 2] }] }])).toThrow("arrays of one length for loss");
});

test("a level across is captioned, and the axis holds it", () => {
  const svg = lines([{ series: [{ name: "far below", y: [0.1, 0.2] }], level: { y: 1, caption: "chance" } }]);
  expect(textsOf(svg)).toContain("chance");
  expect(textsOf(svg)).toContain("1.0");
});
