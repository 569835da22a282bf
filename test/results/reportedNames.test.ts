import { expect, test } from "vitest";
import { domainColors, fileName, overAll, placesWord, titledDomains } from "../../src/results/reported.ts";
import { reportedOf } from "./reported.ts";

test("the place of a measurement is a cell, a spot of a lattice, or a bin of a large one", () => {
  const word = (n: number, kind: "lattice" | "irregular") => {
    const made = reportedOf([0, 0]);
    const graph = { ...made.graph.graph, starts: new Uint32Array(n + 1) };
    return placesWord({ graph: { ...made.graph, graph, layout: { ...made.graph.layout, kind } } }).many;
  };
  expect([word(99_999, "irregular"), word(15_000, "lattice"), word(15_001, "lattice")]).toEqual([
    "cells",
    "spots",
    "bins",
  ]);
});

test("a file is called without its folders on every system", () => {
  const named = (name: string) => fileName(reportedOf([0], { dataset: { name } }));
  expect([named("a/b/c.h5ad"), named("a\\b\\c.h5ad"), named("c.h5ad"), named("store.zarr/")]).toEqual([
    ...["c.h5ad", "c.h5ad", "c.h5ad", "store.zarr/"],
  ]);
});

test("domains are named with as many digits as the last one, each with a colour of its own", () => {
  const made = reportedOf(Array.from({ length: 10 }, (_, k) => k));
  expect([titledDomains(made)[0], titledDomains(made)[9]]).toEqual(["Domain 01", "Domain 10"]);
  expect(new Set(domainColors(made)).size).toBe(10);
});

test("values of analysed cells lie at their rows among all cells", () => {
  expect([...overAll(reportedOf([0, 0], { cells: [1, 3] }), Int32Array.of(5, 6))]).toEqual([-1, 5, -1, 6]);
});
