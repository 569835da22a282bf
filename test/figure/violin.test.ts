import { expect, test } from "vitest";
import { violins } from "../../src/figure/violin.ts";
import { textsOf } from "./sample.ts";

const options = { names: ["a", "b"], colors: ["#4263c5", "#ff8804"] };
const shapesOf = (svg: string) =>
  [...svg.matchAll(/d="(M[^"]*Z)"[^/]*fill="(#[0-9a-f]{6})"/g)].map(([, d, fill]) => ({ d, fill }));

test("each group with values has a violin in its colour, that of many values at its place", () => {
  const values = [0, 0.1, 0.2, 0.1, 5, 5.1, 5.2, 5.1];
  const svg = violins([0, 0, 0, 0, 1, 1, 1, 1], [{ title: "GENE", values }], options);
  const shapes = shapesOf(svg);
  expect(shapes.map(({ fill }) => fill)).toEqual(options.colors);
  const heights = ({ d }: { d: string }) => [...d.matchAll(/[ML][\d.-]+ ([\d.-]+)/g)].map(([, y]) => Number(y));
  // The axis points up: the high group lies above the low one.
  expect(Math.max(...heights(shapes[1]))).toBeLessThan(Math.min(...heights(shapes[0])));
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["GENE", "a", "b"]));
});

test("cells without a group or value are left out, and a group without any has no violin", () => {
  const svg = violins([0, -1, 1, 1], [{ title: "x", values: [1, 99, Number.NaN, Number.NaN] }], options);
  expect(shapesOf(svg).map(({ fill }) => fill)).toEqual([options.colors[0]]);
  expect(() => violins([0], [{ title: "x", values: [1, 2] }], options)).toThrow(/a value for each of 1 cells, got 2/);
});
