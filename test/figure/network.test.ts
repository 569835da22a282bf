import { expect, test } from "vitest";
import { network } from "../../src/figure/network.ts";
import { textsOf } from "./sample.ts";

const names = ["Domain 1", "Domain 2", "Domain 3"];
const places = [0, 0, 100, 0, 0, 80];
const weights = [0, 0.9, 0.2, 0.9, 0, 0.01, 0.2, 0.01, 0];
const edges = (svg: string) => [...svg.matchAll(/<title>(Domain \d and Domain \d)/g)].map(([, name]) => name);

test("three domains over their cells are this picture", async () => {
  const svg = network(places, weights, {
    names,
    sizes: [400, 100, 25],
    tree: [0, 0.9, 0, 0, 0, 0, 0.2, 0, 0],
    cloud: { xy: [0, 0, 10, 5, 100, 10, 90, -5, 5, 70], group: [0, 0, 1, -1, 2] },
    title: "Domains that flow into each other",
  });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/network.svg");
});

test("weights below the threshold are not drawn, unless they belong to the tree", () => {
  expect(edges(network(places, weights, { names, sizes: [1, 1, 1] }))).toEqual([
    "Domain 1 and Domain 3",
    "Domain 1 and Domain 2",
  ]);
  const tree = [0, 0, 0, 0, 0, 0.01, 0, 0, 0];
  expect(edges(network(places, weights, { names, sizes: [1, 1, 1], tree }))).toContain("Domain 2 and Domain 3");
});

test("a node with four times the cells is twice as wide", () => {
  const svg = network(places, new Float64Array(9), { names, sizes: [400, 100, 400] });
  const [first, second] = [...svg.matchAll(/<circle [^>]*r="([\d.]+)"/g)].map(([, r]) => Number(r));
  expect(first / second).toBeCloseTo(2, 6);
});

test("a node without a place is left out", () => {
  const svg = network([0, 0, Number.NaN, Number.NaN, 5, 5], weights, { names, sizes: [1, 0, 1] });
  expect(textsOf(svg)).not.toContain("Domain 2");
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test("sizes that do not fit together are refused", () => {
  expect(() => network(places, [1], { names, sizes: [1, 1, 1] })).toThrow("expected places, sizes and weights of 3");
});
