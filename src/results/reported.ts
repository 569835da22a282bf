import { palette } from "../figure/color/palette.ts";
import type { ArtifactName, Artifacts } from "../run/artifacts.ts";
import { domainNames } from "../run/domainColumn.ts";
import { tissueLayout } from "./tissueLayout.ts";

/**
 * Artifacts that results are written from: the domains and how they were found, and those of analyses; any of the latter
 * is undefined where the run did not compute it.
 *
 * @template Computed artifacts of analyses; none by default.
 */
export type RunArtifacts<Computed = object> = Pick<Artifacts, "dataset" | "selection" | "graph" | "domains"> &
  Partial<Pick<Artifacts, Exclude<ArtifactName, "dataset" | "selection" | "graph" | "domains">>> &
  Partial<Computed>;

/** Domains as figures and texts name them. */
export function titledDomains({ domains }: Pick<RunArtifacts, "domains">): string[] {
  return domainNames(domains).map(titled);
}

/** A domain as it is called in texts: `3` -> `Domain 3`; one with a name of its own by that name. */
export function titled(name: string): string {
  return /^\d+$/.test(name) ? `Domain ${name}` : name;
}

/** One `#rrggbb` for each domain, the same in every figure. */
export function domainColors({ domains }: Pick<RunArtifacts, "domains">): string[] {
  return [...(domains.colors ?? palette(domains.count))];
}

/** [dataset cells] a value of each analysed cell at its place in the dataset, -1 at the others. */
export function overAll(
  { dataset, selection }: Pick<RunArtifacts, "dataset" | "selection">,
  codes: Int32Array,
): Int32Array {
  const all = new Int32Array(dataset.cells.length).fill(-1);
  selection.cells.forEach((cell, i) => {
    all[cell] = codes[i];
  });
  return all;
}

/** [dataset cells, 2] positions to draw all cells at, x then y: samples side by side. */
export function positionsOf({ dataset }: Pick<RunArtifacts, "dataset">): Float64Array {
  return tissueLayout(dataset);
}

/** Name of the file without its folders. */
export function fileName({ dataset }: Pick<RunArtifacts, "dataset">): string {
  return dataset.name.split(/[\\/]/).at(-1) || dataset.name;
}

/** Names as parts of file names, no two alike: what is not a letter, digit or dash of any file system becomes `_`. */
export function slugsOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, at) => {
    const plain = name.replace(/[^A-Za-z0-9-]+/g, "_").slice(0, 60);
    const slug = taken.has(plain.toLowerCase()) || plain === "" ? `${plain}_${at + 1}` : plain;
    taken.add(slug.toLowerCase());
    return slug;
  });
}

/** No array of spots has as many as this: a larger lattice is made of bins. */
const mostSpots = 15_000;

/** What a measured place is called: a spot or bin of a lattice does not hold one cell. */
export function placesWord({ graph }: Pick<RunArtifacts, "graph">): { readonly one: string; readonly many: string } {
  if (graph.layout.kind !== "lattice") return { one: "cell", many: "cells" };
  const one = graph.graph.starts.length - 1 > mostSpots ? "bin" : "spot";
  return { one, many: `${one}s` };
}
