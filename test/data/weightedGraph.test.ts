import { expect, test } from "vitest";
import { expectWeightedGraph, type WeightedGraph } from "../../src/data/weightedGraph.ts";

const sound: WeightedGraph = {
  starts: Uint32Array.of(0, 1, 2),
  targets: Uint32Array.of(1, 0),
  weights: Float64Array.of(0.5, 0.5),
};
const check = (changes: Partial<WeightedGraph>) => () => expectWeightedGraph("here", { ...sound, ...changes });

test("a graph whose parts fit together passes, and one without nodes", () => {
  expect(check({})).not.toThrow();
  const none = { starts: Uint32Array.of(0), targets: new Uint32Array(0), weights: new Float64Array(0) };
  expect(check(none)).not.toThrow();
});

test.each([
  ["no offsets", { starts: new Uint32Array(0) }],
  ["offsets that end elsewhere", { starts: Uint32Array.of(0, 1, 3) }],
  ["a weight too few", { weights: Float64Array.of(0.5) }],
])("%s is a wrong shape", (_, changes) => {
  expect(check(changes)).toThrow(expect.objectContaining({ code: "bad-shape" }));
});

test.each([
  ["a weight below 0", { weights: Float64Array.of(0.5, -0.1) }, /got -0.1 to node 0 at edge 1/],
  ["an infinite weight", { weights: Float64Array.of(Number.POSITIVE_INFINITY, 1) }, /got Infinity to node 1 at edge 0/],
  ["a weight that is no number", { weights: Float64Array.of(Number.NaN, 1) }, /got NaN to node 1 at edge 0/],
  ["a target that is no node", { targets: Uint32Array.of(1, 2) }, /got 0.5 to node 2 at edge 1/],
])("%s is refused with its edge", (_, changes, message) => {
  expect(check(changes)).toThrow(message);
});
