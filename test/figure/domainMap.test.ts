import { expect, test } from "vitest";
import { MISSING, palette } from "../../src/figure/color/palette.ts";
import { domainMap, domainMapEach, domainMaps } from "../../src/figure/domainMap.ts";
import { dotsOf, hexagons, sizeOf, squares, textsOf } from "./sample.ts";

const xy = hexagons(8, 6);
const group = Array.from({ length: 48 }, (_, i) => Math.floor((i % 8) / 3));
const names = ["Cortex", "Fibre tract", "Ventricle"];

test("a domain map is this picture", async () => {
  const svg = domainMap(xy, group, { names, title: "Domains", subtitle: "48 spots", unitUm: 1, legendTitle: "Domain" });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/domainMap.svg");
});

test("raw, refined and truth side by side are this picture", async () => {
  const raw = group.map((g, i) => (i === 20 ? 0 : g));
  const truth = group.map((g, i) => (i === 47 ? -1 : g));
  const panels = [
    { title: "Raw", note: "NMI 0.91", xy, group: raw },
    { title: "Refined", note: "NMI 0.99", xy, group },
    { title: "Truth", xy, group: truth, names: ["I", "II", "III"], legendTitle: "Layer" },
  ];
  const svg = domainMaps(panels, { names, legendTitle: "Domain", size: 150, unitUm: 1 });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/domainMaps.svg");
});

test("one domain at a time is this picture", async () => {
  const svg = domainMapEach(xy, group, { names, size: 120 });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/domainMapEach.svg");
});

test("the legend names every category with its count, also the empty ones", () => {
  const texts = textsOf(domainMap(xy, group, { names: [...names, "Nowhere"] }));
  for (const each of [...names, "Nowhere", "18", "12", "0"]) expect(texts).toContain(each);
});

test("cells without a domain are grey, lie below and are in the legend, only when there are any", () => {
  const some = domainMap(xy, [-1, ...group.slice(1)], { names });
  expect(textsOf(some)).toContain("not assigned");
  expect(some.indexOf(MISSING)).toBeLessThan(some.indexOf(palette(1)[0]));
  const none = domainMap(xy, group, { names });
  expect(textsOf(none)).not.toContain("not assigned");
  expect(none).not.toContain(MISSING);
});

test("thirty domains with long and unicode names are all in the legend, and nothing is NaN", () => {
  const many = Array.from(
    { length: 30 },
    (_, i) => `${i} ${["ß-Zellen", "皮质 层", "a<b>&c", "x".repeat(200)][i % 4]}`,
  );
  const svg = domainMap(
    squares(300),
    Int32Array.from({ length: 300 }, (_, i) => i % 30),
    { names: many },
  );
  for (const color of palette(30)) expect(svg.split(`fill="${color}"`)).toHaveLength(2);
  expect(svg).toContain("a&lt;b&gt;&amp;c");
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test("0, 1, 2, coinciding and collinear cells are drawn", () => {
  for (const few of [[], [5, 5], [1, 2, 3, 4], [7, 7, 7, 7, 7, 7], [0, 1, 5, 1, 9, 1]]) {
    const zeros = new Int8Array(few.length / 2);
    const svg = domainMap(few, zeros, { names: ["one"], unitUm: 0.5, title: "Few" });
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(dotsOf(svg)).toHaveLength(few.length / 2);
  }
});

test("inputs are not modified and equal inputs give equal text", () => {
  const frozen = Object.freeze([...xy]);
  const labels = Object.freeze([...group]);
  const options = Object.freeze({ names: Object.freeze([...names]) });
  expect(domainMap(frozen, labels, options)).toBe(domainMap(xy, group, { names }));
});

test("30,000 cells are one image; title, legend and scale stay vectors", () => {
  const n = 30_000;
  const svg = domainMap(squares(n), new Int32Array(n), { names: ["all"], title: "Large", unitUm: 1 });
  expect(svg.match(/<image /g)).toHaveLength(1);
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["Large", "all", "30,000"]));
});

test("there is a scale bar only where the unit is known", () => {
  expect(textsOf(domainMap(xy, group, { names, unitUm: 1 })).join()).toMatch(/µm/);
  expect(textsOf(domainMap(xy, group, { names })).join()).not.toMatch(/µm/);
});

test("a wide tissue has its legend below, a high one beside", () => {
  const wide = domainMap(
    squares(400).map((value, i) => (i % 2 === 0 ? 4 * value : value)),
    new Int8Array(400),
    { names },
  );
  const high = domainMap(
    squares(400).map((value, i) => (i % 2 === 1 ? 4 * value : value)),
    new Int8Array(400),
    { names },
  );
  expect(sizeOf(wide).width).toBeGreaterThan(sizeOf(wide).height * 1.5);
  expect(sizeOf(high).height).toBeGreaterThan(sizeOf(high).width);
});

test("arrays that do not fit together are refused", () => {
  expect(() => domainMap(xy, [0, 1], { names })).toThrow("expected a category for each of 48 points, got 2");
  expect(() => domainMap([0, 0], [3], { names })).toThrow("expected categories from -1 to 2, got 3 at point 0");
  expect(() => domainMap(xy, group, { names, colors: ["#000000"] })).toThrow(
    "expected a colour for each of 3 names, got 1",
  );
  expect(() => domainMap([0, Number.NaN], [0], { names })).toThrow("expected finite numbers");
});
