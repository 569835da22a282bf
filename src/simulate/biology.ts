import type { Random } from "../core/random.ts";
import { gamma } from "../math/statistics/sample.ts";
import type { CompleteOptions } from "./options.ts";

/** What genes do in domains, cell types, modules and samples, before samples and conditions differ; factors multiply. */
export interface Biology {
  /** [genes] mean transcripts in an average cell. */
  readonly baseline: Float64Array;
  /** [domains][genes] */
  readonly domainFactor: readonly Float64Array[];
  /** [cell types][genes] */
  readonly typeFactor: readonly Float64Array[];
  /** [samples][genes], library shift included. */
  readonly sampleFactor: readonly Float64Array[];
  /** [domains][cell types] shares of the cell types in a domain; they add up to 1. */
  readonly composition: readonly Float64Array[];
  /** [genes] the domain that a gene marks; -1 for none. */
  readonly domainMarked: Int32Array;
  /** [genes] the cell type that a gene marks; -1 for none. */
  readonly typeMarked: Int32Array;
  /** [genes] the module of a gene; -1 for none. */
  readonly module: Int32Array;
}

/** Shares of the genes. */
const DOMAIN_MARKERS = 0.3;
const TYPE_MARKERS = 0.3;
const IN_MODULES = 0.6;

/** Spread of the genes' log mean expression, as in targeted panels. */
const BASELINE_SPREAD = 0.8;

/** Log fold changes of markers: mean and spread over genes. */
const TYPE_EFFECT = { mean: 1.6, spread: 0.4 };
const DOMAIN_EFFECT = { mean: 1, spread: 0.2 };

/** Gamma shape of cell type shares: smaller makes domains differ more in what they consist of. */
const COMPOSITION_SHAPE = 0.5;

/** Draws marker genes, effects and cell-type shares, from which the counts of every cell follow. */
export function drawBiology(options: CompleteOptions, rng: Random): Biology {
  const { genes, domains, cellTypes, samples, modules, signal, markers, batchEffect } = options;
  const order = rng.permutation(genes);
  const domainMarkers = Math.round(DOMAIN_MARKERS * genes);
  const typeMarkers = Math.round(TYPE_MARKERS * genes);
  const domainMarked = new Int32Array(genes).fill(-1);
  const typeMarked = new Int32Array(genes).fill(-1);
  const module = new Int32Array(genes).fill(-1);
  order.forEach((gene, rank) => {
    if (rank < domainMarkers) domainMarked[gene] = rank % domains;
    else if (rank < domainMarkers + typeMarkers) typeMarked[gene] = rank % cellTypes;
    if (modules > 0 && rng.uniform() < IN_MODULES) module[gene] = rng.integer(modules);
  });

  const log = Float64Array.from({ length: genes }, () => BASELINE_SPREAD * rng.normal());
  const total = log.reduce((sum, value) => sum + Math.exp(value), 0);
  const baseline = log.map((value) => (options.depth * Math.exp(value)) / total);

  return {
    baseline,
    domainFactor: markerFactors(domains, domainMarked, DOMAIN_EFFECT, signal * markers, rng),
    typeFactor: markerFactors(cellTypes, typeMarked, TYPE_EFFECT, 1, rng),
    sampleFactor: Array.from({ length: samples }, () => {
      if (samples === 1) return new Float64Array(genes).fill(1);
      const library = 0.5 * batchEffect * rng.normal();
      return Float64Array.from({ length: genes }, () => Math.exp(library + batchEffect * rng.normal()));
    }),
    composition: compositions(domains, cellTypes, signal, rng),
    domainMarked,
    typeMarked,
    module,
  };
}

/** exp(strength * effect) for the markers of a group, 1 for other genes. */
function markerFactors(
  groups: number,
  marked: Int32Array,
  effect: { mean: number; spread: number },
  strength: number,
  rng: Random,
): Float64Array[] {
  const effects = Float64Array.from(marked, () => effect.mean + effect.spread * rng.normal());
  return Array.from({ length: groups }, (_, group) =>
    effects.map((logFold, gene) => (marked[gene] === group ? Math.exp(strength * logFold) : 1)),
  );
}

/** Cell type shares of the tissue, drawn to a different mixture in each domain as far as `signal` sets. */
function compositions(domains: number, cellTypes: number, signal: number, rng: Random): Float64Array[] {
  const draw = () => Float64Array.from({ length: cellTypes }, () => gamma(COMPOSITION_SHAPE, 1, rng) + 0.02);
  const own = Math.min(1, signal);
  const shared = draw();
  return Array.from({ length: domains }, () => {
    const weights = draw().map((weight, type) => own * weight + (1 - own) * shared[type]);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
}
