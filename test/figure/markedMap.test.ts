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

test("an outline of many pixels is one path, whose size depends on the map and not on the mask", () => {
  const drawn = (pixels: number) => {
    // A full square, and one pixel apart from it.
    const marks = Array.from({ length: pixels ** 2 }, (_, m) => [
      10 + (20 * (m % pixels)) / pixels,
      10 + (20 * Math.floor(m / pixels)) / pixels,
    ]).flat();
    return markedMaps([{ xy, group, marks: [...marks, 80, 10] }], { ...options, outline: true });
  };
  const [few, many] = [drawn(300), drawn(600)];
  expect(circles(many).length).toBe(circles(markedMaps([{ xy, group, marks: [] }], options)).length);
  expect(many.length).toBeLessThan(1.1 * few.length);
  expect(many.length).toBeLessThan(20_000);
  // Each row of the square is one stroke of its width, and the first row has the single dot besides.
  const strokes = [
    ...(/d="([^"]*)" fill="none" stroke="#1f2730"/.exec(many)?.[1] ?? "").matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)/g),
  ];
  const rows = new Set(strokes.map(([, , y]) => y));
  expect(strokes.length).toBe(rows.size + 1);
  const wide = strokes.filter(([, , , length]) => Number(length) > 1);
  expect(wide.length).toBe(rows.size);
  expect(new Set(wide.map(([, x, , length]) => `${x} ${length}`)).size).toBe(1);
});

test("an outline is small dots, and panels have marks of their own", () => {
  const svg = markedMaps(
    [
      { title: "one", xy, group, marks: [10, 10] },
      { title: "two", xy, group, marks: [] },
    ],
    { ...options, outline: true },
  );
  expect(svg.match(/h0.01" fill="none"[^>]*stroke-width="1.6"/g)?.length).toBe(1);
  expect(svg).toContain("two");
});
