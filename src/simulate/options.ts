import { z } from "zod";
import { CellScapeError } from "../core/errors.ts";
import { positive, real, whole } from "../core/options/kinds.ts";
import { defineOptions, type OptionValues, option } from "../core/options/option.ts";
import { parseOptions } from "../core/options/parse.ts";
import { tissueNames, tissuesInWords, withTissue } from "./tissues.ts";

export { withTissue };

const strength = () => real(0, 10);

/** The same as options with ranges and defaults; deviations are of the natural logarithm. */
export const simulateOptions = defineOptions("Options", {
  cells: option(whole(1).default(2000), { flag: "N", basic: true, description: "number of cells over all sections" }),
  genes: option(whole(1).default(200), {
    flag: "N",
    basic: true,
    description: "number of genes; a run uses the most variable ones (seurat_v3)",
  }),
  domains: option(whole(1).default(5), { flag: "K", basic: true, description: "number of domains" }),
  cellTypes: option(whole(1).default(8), { flag: "N", basic: true, description: "number of cell types" }),
  samples: option(whole(1).default(1), {
    flag: "N",
    basic: true,
    description: "number of sections, each with its own batch effect",
  }),
  tissue: option(z.enum(tissueNames).optional(), {
    flag: "name",
    basic: true,
    description: `tissue that is hard in a known way; it sets the other options that are not given: ${tissuesInWords}`,
    otherwise: "none of these",
  }),
  arrangement: option(z.enum(["layers", "blobs", "nests"]).default("layers"), {
    flag: "name",
    basic: true,
    description: "shape of the domains: layers, blobs, or nests (islands in a first domain, as of a tumour)",
  }),
  thinLayers: option(whole(0).default(0), {
    flag: "N",
    description: "layers of about three cells, every second one from the second on; at most half of the domains",
  }),
  sizeSpread: option(strength().default(0), { flag: "x", description: "SD across domains of the log of their size" }),
  pieces: option(whole(1).default(1), {
    flag: "N",
    description: "pieces that each section is torn into, each half as wide as the one before",
  }),
  gradient: option(real(0, 1000).default(0), {
    flag: "x",
    description: "distance, in cells, over which a domain passes into the next one; 0 for sharp boundaries",
  }),
  layout: option(z.enum(["irregular", "grid", "square"]).default("irregular"), {
    flag: "name",
    basic: true,
    description: "positions of the cells: irregular, grid (hexagonal, as Visium) or square",
  }),
  spacingUm: option(positive().optional(), {
    flag: "x",
    description: "distance between neighbouring cells in micrometres",
    otherwise: "15; grid 100, square 50",
  }),
  signal: option(strength().default(1), {
    flag: "x",
    basic: true,
    description: "strength of the differences between domains, 0 for none",
  }),
  markers: option(strength().default(1), {
    flag: "x",
    description: "strength of the markers of domains beside that; 0 for domains that differ by composition only",
  }),
  batchEffect: option(strength().default(0.3), {
    flag: "x",
    description: "SD across sections of a gene's log expression",
  }),
  batchScale: option(strength().default(0), {
    flag: "x",
    description: "SD across sections of the log fold-change of domain and cell-type effects",
  }),
  conditions: option(whole(1).default(1), { flag: "N", description: "number of conditions, which sections alternate" }),
  donors: option(whole(0).default(0), {
    flag: "N",
    description: "number of donors, each with a section of every condition in turn; 0 for none",
  }),
  donorSpread: option(strength().default(0.5), {
    flag: "x",
    description: "SD across donors of the log share of a cell type and of log expression",
  }),
  compositionSpread: option(strength().default(0), {
    flag: "x",
    description: "SD across sections of the log share of a cell type",
  }),
  compositionShift: option(strength().default(0), {
    flag: "x",
    description: "change of the log share of a cell type between conditions",
  }),
  shiftedTypes: option(whole(0).default(2), {
    flag: "N",
    description: "cell types that shift, alternately up and down",
  }),
  changedGenes: option(whole(0).default(0), {
    flag: "N",
    description: "genes that change between conditions in the most common cell type",
  }),
  expressionShift: option(strength().default(1), {
    flag: "x",
    description: "change of their log mean, alternately up and down",
  }),
  modules: option(whole(0).optional(), {
    flag: "N",
    description: "groups of co-expressed genes",
    otherwise: "one per 20 genes",
  }),
  depth: option(positive().optional(), {
    flag: "x",
    description: "mean transcripts per cell",
    otherwise: "20 times the square root of the number of genes",
  }),
  librarySpread: option(strength().default(0.35), { flag: "x", description: "SD of a cell's log library size" }),
  dispersion: option(positive().default(2), {
    flag: "x",
    description: "size of the negative binomial; larger is less noise",
  }),
  dropout: option(z.coerce.number().min(0).lt(1).default(0.1), {
    flag: "p",
    description: "probability that a detected gene of a cell is lost",
  }),
});

export type ArrangementName = SimulatedTissueOptions["arrangement"];
export type Layout = SimulatedTissueOptions["layout"];

type SimulatedTissueOptions = OptionValues<typeof simulateOptions.table>;

/** What a simulated tissue is like; each option is described in the table. */
export type SimulateOptions = { readonly [Name in keyof SimulatedTissueOptions]?: SimulatedTissueOptions[Name] };

/** Every option with its value. */
export type CompleteOptions = {
  readonly [Name in keyof Omit<SimulatedTissueOptions, "tissue">]: NonNullable<SimulatedTissueOptions[Name]>;
};

/**
 * Fill in what is not given.
 *
 * @throws bad-option, naming the option, its range and its value.
 */
export function completeOptions(options: SimulateOptions): CompleteOptions {
  const { tissue: _, ...checked } = parseOptions(
    simulateOptions.table,
    withTissue(options),
    (name) => `simulate ${name}`,
  );
  const { genes, layout, cells, samples } = checked;
  const {
    spacingUm = layout === "grid" ? 100 : layout === "square" ? 50 : 15,
    modules = Math.round(genes / 20),
    depth = 20 * Math.sqrt(genes),
  } = checked;
  const complete = { ...checked, spacingUm, modules, depth };
  expectAtMost("samples", samples, cells, `one for each of the ${cells} cells`);
  if (options.domains !== undefined) {
    expectAtMost("domains", complete.domains, cells, `one for each of the ${cells} cells`);
  }
  expectAtMost("conditions", complete.conditions, samples, `one for each of the ${samples} samples`);
  expectAtMost("donors", complete.donors, samples, `one for each of the ${samples} samples`);
  expectAtMost("changedGenes", complete.changedGenes, genes, `the ${genes} genes`);
  expectAtMost(
    "thinLayers",
    complete.thinLayers,
    Math.floor(complete.domains / 2),
    `half of the ${complete.domains} domains`,
  );
  expectAtMost("pieces", complete.pieces, Math.floor(cells / samples), `one for each cell of a sample`);
  return complete;
}

function expectAtMost(name: string, got: number, most: number, words: string): void {
  if (got <= most) return;
  throw new CellScapeError("bad-option", `simulate ${name}: expected at most ${words}, got ${got}`);
}
