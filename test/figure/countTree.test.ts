import { expect, test } from "vitest";
import { countTree } from "../../src/figure/countTree.ts";

const row = (labels: readonly number[], stability: readonly number[], selected = false) => ({
  labels,
  selected,
  names: stability.map((_, k) => `D${k + 1}`),
  colors: ["#4263c5", "#ff8804", "#622c9d"].slice(0, stability.length),
  nodes: stability.map((each) => ({ stability: each })),
});
const two = row([0, 0, 0, 0, 1, 1], [0.9, 0.9]);
const three = row([0, 0, 2, 2, 1, 1], [0.9, 0.9, 0.3], true);

test("rows are named by their numbers, the selected one in bold, and unstable domains are dashed", () => {
  const svg = countTree([two, three], { weakBelow: 0.5 });
  expect(svg).toMatch(/font-weight="[^"]+"[^>]*>K = 3</);
  expect(svg).not.toMatch(/font-weight="[^"]+"[^>]*>K = 2</);
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
  expect(svg).toContain("<title>D3: 2 cells, stability 0.30</title>");
});

test("bands join domains that share cells, as wide as these are many", () => {
  const svg = countTree([two, three], { weakBelow: 0.5, many: "spots" });
  const bands = [...svg.matchAll(/<title>(\d+) spots of (D\d) \(K = 2\) in (D\d) \(K = 3\)<\/title>/g)];
  expect(bands.map(([, cells, from, to]) => `${cells} ${from} ${to}`)).toEqual(["2 D1 D1", "2 D1 D3", "2 D2 D2"]);
});

test("rows of unequal length are refused", () => {
  expect(() => countTree([two, row([0], [1])], { weakBelow: 0.5 })).toThrow("expected rows of 6 cells, got 1");
});
