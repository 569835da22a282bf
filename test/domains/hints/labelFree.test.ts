import { expect, test } from "vitest";
import { foretellByOthers, nameByHints } from "../../../src/domains/hints/labelFree.ts";

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

test("a hint is foretold by the name that the other hints give its domain", () => {
  const hints = { cells: Uint32Array.of(0, 1, 2, 3, 6), codes: Int32Array.of(1, 1, 0, 0, 2) };
  // Without cell 3, domain 1 has no hint and the label that is left; without cell 6, domain 2 likewise.
  expect([...foretellByOthers({ labels, count: 3 }, hints, hints, 3)]).toEqual(
    [1, 1, 1, -1, -1].map((_, h) => {
      const rest = { cells: hints.cells.filter((__, at) => at !== h), codes: hints.codes.filter((__, at) => at !== h) };
      return nameByHints({ labels, count: 3 }, rest, 3)[labels[hints.cells[h]]];
    }),
  );
});
