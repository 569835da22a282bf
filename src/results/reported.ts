import { MOST_COLORS, palette } from "../figure/color/palette.ts";
import { methodNamed } from "../methods/registry.ts";
import { areEnsembl, isEnsembl } from "../run/analysisSteps/geneIdentifiers.ts";
import type { ArtifactName, Artifacts } from "../run/artifacts.ts";
import { domainNames } from "../run/domainColumn.ts";
import type { Config } from "../run/options/config.ts";
import { tissueLayout } from "./tissueLayout.ts";

/** What a report is made of: the domains, and whatever else was found out. */
export type Reported = Pick<Artifacts, "dataset" | "selection" | "features" | "graph" | "domains"> &
  Partial<Pick<Artifacts, Exclude<ArtifactName, "dataset" | "selection" | "features" | "graph" | "domains">>>;

/** Domains as figures and texts name them. */
export function titledDomains({ domains }: Pick<Reported, "domains">): string[] {
  return domainNames(domains.clusters).map(titled);
}

/** A domain as it is called in texts: `3` -> `Domain 3`. */
export function titled(name: string): string {
  return `Domain ${name}`;
}

/** One `#rrggbb` for each domain, the same in every figure. */
export function domainColors({ domains }: Pick<Reported, "domains">): string[] {
  return palette(domains.clusters);
}

/**
 * One `#rrggbb` for each cell type, the same in every figure, and none that a domain has: where colours run out, types
 * share those that domains leave, and only where these leave none do both start at the first.
 */
export function typeColors({
  domains,
  cellTypes,
}: Pick<Reported, "domains"> & { readonly cellTypes?: Artifacts["cellTypes"] | undefined }): string[] {
  const types = cellTypes?.types.categories.length ?? 0;
  const left = palette(Math.min(MOST_COLORS, domains.clusters + types)).slice(domains.clusters);
  return left.length === 0 ? palette(types) : Array.from({ length: types }, (_, t) => left[t % left.length]);
}

/** [dataset cells] a value of each analysed cell at its place in the dataset, -1 at the others. */
export function overAll(
  { dataset, selection }: Pick<Reported, "dataset" | "selection">,
  codes: Int32Array,
): Int32Array {
  const all = new Int32Array(dataset.cells.length).fill(-1);
  selection.cells.forEach((cell, i) => {
    all[cell] = codes[i];
  });
  return all;
}

/** [dataset cells, 2] positions to draw all cells at, x then y: samples side by side. */
export function positionsOf({ dataset }: Pick<Reported, "dataset">): Float64Array {
  return tissueLayout(dataset);
}

/** Name of the file without its folders. */
export function fileName({ dataset }: Pick<Reported, "dataset">): string {
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

/** Identifiers of the genes, where symbols stand for them; undefined where genes go by their own names. */
export function geneIdentifiers({
  dataset,
  allGenes,
}: Pick<Reported, "dataset" | "allGenes">): readonly string[] | undefined {
  if (allGenes?.symbolsFrom === undefined) return undefined;
  return Array.from(allGenes.genes, (gene) => dataset.genes[gene]);
}

/** What a reader does where genes go by identifiers; undefined where they go by symbols. */
export function wayToSymbols({ symbols }: Pick<Artifacts["allGenes"], "symbols">): string | undefined {
  if (!areEnsembl(symbols)) return undefined;
  return (
    `Genes go by Ensembl identifiers such as ${symbols.find(isEnsembl)} here, and gene sets by symbols. Run again with --gene-names FILE, ` +
    `a table of identifiers and symbols: features.tsv.gz of any 10x run of the species, or an export of BioMart.`
  );
}

/** What a measured place is called: a spot or bin of a lattice does not hold one cell. */
export function placesWord({ graph }: Pick<Reported, "graph">): { readonly one: string; readonly many: string } {
  if (graph.layout.kind !== "lattice") return { one: "cell", many: "cells" };
  const one = graph.graph.starts.length - 1 > mostSpots ? "bin" : "spot";
  return { one, many: `${one}s` };
}

/** Names of the maps of embeddings, in words. */
export function embeddingWords(
  made: Pick<Reported, "graph">,
  { method }: Pick<Config, "method">,
): Readonly<Record<Artifacts["umaps"][number]["embedding"], string>> {
  const { primary, others, intrinsic = "", fused = "" } = methodNamed(method).embeddings;
  const cell = placesWord(made).one;
  const components = "expression (principal components)";
  return {
    spatial: primary.title(cell),
    intrinsic: others[intrinsic]?.title(cell) ?? components,
    fused: others[fused]?.title(cell) ?? primary.title(cell),
    components,
  };
}
