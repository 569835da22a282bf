import { expect, test } from "vitest";
import { markedMaps } from "../../src/figure/markedMap.ts";

const xy = Object.freeze([0, 0, 100, 0, 100, 50, 0, 50]);
const group = Object.freeze([0, 1, 0, 0]);
const options = { names: ["other cells", "high in A"], colors: ["#e3e6ea", "#4060c0"], markName: "plaques.csv" };
const circles = (svg: string) => [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [+x, +y]);

test("marks lie where they are among the cells, ring and rim, and those outside are left out", () => {
  const marks = [50, 25, 100, 50, 130, 10];
  const svg = markedMaps([{ xy, group, marks }], options);
  // Two marks drawn, each twice, before the dots of the legend.
  const [middle, corner, again] = circles(svg);
  const [first] = [...svg.matchAll(/M([\d.]+) ([\d.]+)h\.01/g)].map(([, x, y]) => [+x, +y]);
  expect(corner[0] - first[0]).toBeCloseTo(2 * (middle[0] - first[0]), 1);
  expect(corner[1] - first[1]).toBeCloseTo(2 * (middle[1] - first[1]), 1);
  expect(again).toEqual(middle);
  expect(svg.match(/<circle [^>]*r="3.6"/g)?.length).toBe(4);
  for (const text of ["other cells", "high in A", "plaques.csv"]) expect(svg).toContain(text);
});

test("an outline is small dots, and panels have marks of their own", () => {
  const svg = markedMaps(
    [
      { title: "one", xy, group, marks: [10, 10] },
      { title: "two", xy, group, marks: [] },
    ],
    { ...options, outline: true },
  );
  expect(svg.match(/r="0.8"/g)?.length).toBe(1);
  expect(svg).toContain("two");
});
