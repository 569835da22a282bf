import { expect, test } from "vitest";
import { labelFreeEvidence, nameByHints } from "../../../src/domains/hints/labelFree.ts";
import { hintPolicy } from "../../../src/domains/hints/policy.ts";

const labels = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2);

test("domains are named one to one so that the most hints agree", () => {
  const hints = { cells: Uint32Array.of(0, 1, 2, 3, 6), codes: Int32Array.of(1, 1, 0, 0, 2) };
  expect([...nameByHints({ labels, count: 3 }, hints, 3)]).toEqual([1, 0, 2]);
});

test("a domain without a hint has no name where there are more domains than labels", () => {
  const hints = { cells: Uint32Array.of(0, 3), codes: Int32Array.of(0, 1) };
  expect([...nameByHints({ labels, count: 3 }, hints, 2)]).toEqual([0, 1, -1]);
});

test("two domains whose hints have one label have one name", () => {
  const hints = { cells: Uint32Array.of(0, 3, 6), codes: Int32Array.of(0, 0, 1) };
  expect([...nameByHints({ labels, count: 3 }, hints, 2)]).toEqual([0, 0, 1]);
});

test("the label-free partition is trusted with one contradiction in twelve hints and not with three", () => {
  const evidence = (explained: number) => labelFreeEvidence(explained, 12, hintPolicy.labelFree);
  expect(evidence(11)).toBeGreaterThan(0.5);
  expect(evidence(9)).toBeLessThan(0.5);
  expect(evidence(12)).toBeGreaterThan(evidence(11));
});

test("many hints decide more surely than few of the same share", () => {
  const evidence = (hints: number) => labelFreeEvidence(0.7 * hints, hints, hintPolicy.labelFree);
  expect(evidence(100)).toBeLessThan(evidence(10));
});
