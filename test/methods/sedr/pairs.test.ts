import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { drawOthers, frozenPairs, pairBalance } from "../../../src/methods/sedr/pairs.ts";
import { graphOf } from "../transcription.ts";

const path = graphOf(8, [
  [0, 1],
  [1, 2],
  [2, 3],
]);
const order = Uint32Array.of(7, 6, 5, 4, 3, 2, 1, 0);

test("a row gets as many partners as it has links, itself included, never one of the last cells, none twice", () => {
  for (let seed = 0; seed < 50; seed++) {
    const others = drawOthers(path, order, createRandom(seed));
    expect(others.map(({ length }) => length)).toEqual([2, 3, 3, 2, 1, 1, 1, 1]);
    for (const [row, list] of others.entries()) {
      expect(new Set(list).size).toBe(list.length);
      for (const other of list) expect(order[other]).toBeLessThan(8 - list.length);
      expect(row).toBeLessThan(8);
    }
  }
});

test("pairs that are linked stay so, others count from the end that drew them, and each weighs the same", () => {
  const { places, feeds } = frozenPairs(path, [[1, 4], [5, 6, 1], [], [], [4], [], [], []]);
  const found = new Map<string, [linked: number, share: number]>();
  for (let at = 0; at < feeds.pairIndex.length; at++) {
    const share = feeds.share[at];
    if (share > 0) found.set(`${Math.floor(at / places)}-${feeds.pairIndex[at]}`, [feeds.linked[at], share]);
  }
  // Eight cells with themselves, three links from both ends, and 0-4, 1-5, 1-6.
  expect(found.size).toBe(8 + 6 + 3);
  for (const [linked, share] of found.values()) {
    expect(share).toBeCloseTo(1 / 17, 6);
    expect([0, 1]).toContain(linked);
  }
  expect(found.get("0-1")?.[0]).toBe(1);
  expect(found.get("4-4")?.[0]).toBe(1);
  expect(found.get("0-4")?.[0]).toBe(0);
  expect(found.has("4-0")).toBe(false);
});

test("the loss of pairs is weighed by nearly a half", () => {
  expect(pairBalance(path)).toBeCloseTo(64 / (2 * (64 - 14)), 10);
});
