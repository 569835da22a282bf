import { expect, test } from "vitest";
import { pluralityConsensus } from "../../../src/domains/consensus/pluralityConsensus.ts";

const a = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2);
const renumbered = Int32Array.of(2, 2, 2, 0, 0, 0, 1, 1, 1);
const moved = Int32Array.of(0, 0, 1, 1, 1, 1, 2, 2, 2);

test("each cell takes what most partitions say, however they number their clusters", () => {
  expect(pluralityConsensus([a, renumbered, moved], { weights: [1, 1, 1], reference: moved, count: 3 })).toEqual(a);
});

test("weights decide, and the reference does where they are equal", () => {
  expect(pluralityConsensus([a, moved], { weights: [1, 3], reference: a, count: 3 })).toEqual(moved);
  expect(pluralityConsensus([a, moved], { weights: [1, 1], reference: a, count: 3 })).toEqual(a);
  expect(pluralityConsensus([a, moved], { weights: [1, 1], reference: moved, count: 3 })).toEqual(moved);
});

test("no cluster is lost", () => {
  const reference = Int32Array.of(0, 0, 0, 0, 1);
  const others = [Int32Array.of(0, 0, 0, 1, 0), Int32Array.of(0, 0, 1, 0, 0)];
  expect(pluralityConsensus([...others, reference], { weights: [1, 1, 1], reference, count: 2 })).toEqual(reference);
});

test("the partitions that vote are left as they are", () => {
  const before = [a.slice(), moved.slice()];
  pluralityConsensus([a, moved], { weights: [1, 3], reference: a, count: 3 });
  expect([a, moved]).toEqual(before);
});
