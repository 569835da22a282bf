import { expect, test } from "vitest";
import { namedPoints } from "../../src/figure/namedPoints.ts";
import { textsOf } from "./sample.ts";

const points = [
  { name: "fast", x: 2, y: 0.5, spread: 0.02 },
  { name: "slow", x: 300, y: 0.8 },
];

test("points have a dot and their name, in the plot and in the legend", () => {
  const svg = namedPoints([{ logX: true, xLabel: "CPU seconds", yLabel: "NMI", points }]);
  expect(textsOf(svg).filter((each) => each === "slow").length).toBeGreaterThanOrEqual(2);
  expect(svg).not.toMatch(/NaN|undefined/);
});

test("a logarithmic axis leaves out what is not positive, and no points are drawn too", () => {
  const dots = (svg: string) => svg.match(/r="5" fill="[^"]*" stroke/g)?.length ?? 0;
  expect(dots(namedPoints([{ logX: true, points: [...points, { name: "none", x: 0, y: 0.4 }] }]))).toBe(2);
  expect(namedPoints([{ points: [] }])).not.toMatch(/NaN|undefined|Infinity/);
  expect(namedPoints([])).toContain("<svg");
});

test("names of points at one place do not lie above each other", () => {
  const same = ["one", "two", "three"].map((name) => ({ name, x: 5, y: 0.5 }));
  const svg = namedPoints([{ points: same }]);
  const places = [
    ...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="10.5"[^>]*text-anchor="middle"[^>]*>(one|two|three)</g),
  ];
  const distinct = new Set(places.map(([, x, y]) => `${x} ${y}`));
  expect(distinct.size).toBe(new Set(places.map(([, , , name]) => name)).size);
});
