import type { Random } from "../core/random.ts";
import type { Sparse } from "../data/sparse.ts";
import { negativeBinomial } from "../math/statistics/sample.ts";
import type { Biology } from "./biology.ts";
import type { CompleteOptions } from "./options.ts";
import type { SampleBiology } from "./sampleBiology.ts";

/** Who each cell is: domain, cell type and sample, each [n]. */
export interface Identity {
  readonly domain: Int32Array;
  /** The domain that it lies next to, and the share of its effects in the cell, 0 to 1/2. */
  readonly next: Int32Array;
  readonly towardsNext: Float64Array;
  readonly cellType: Int32Array;
  readonly sample: Int32Array;
}

/** Spread of a module's log activity over cells. */
const MODULE_SPREAD = 0.5;

/**
 * Transcripts of each cell, row by row:
 *
 *   count ~ NB(library * baseline * domain factor * type factor * sample factor * module activity), lost by dropout
 *
 * Library and activities are log-normal of mean 1.
 *
 * @returns [n, genes]
 */
export function drawCounts(
  { domain, next, towardsNext, cellType, sample }: Identity,
  { biology, samples }: { biology: Biology; samples: readonly SampleBiology[] },
  { options, rng }: { options: CompleteOptions; rng: Random },
): Sparse {
  const { genes, modules, librarySpread, dispersion, dropout } = options;
  const n = domain.length;
  const { baseline, sampleFactor } = biology;
  // The last activity is that of the genes outside modules.
  const activity = new Float64Array(modules + 1).fill(1);
  const module = biology.module.map((m) => (m < 0 ? modules : m));

  const starts = new Uint32Array(n + 1);
  let indices = new Uint32Array(1024);
  let values = new Float32Array(1024);
  let e = 0;
  for (let i = 0; i < n; i++) {
    if (e + genes > indices.length) {
      // Room for the cells to come, going by those so far.
      const size = Math.max(e + genes, Math.ceil(1.05 * n * (e / Math.max(i, 1))), Math.ceil(1.25 * indices.length));
      indices = grown(indices, new Uint32Array(size));
      values = grown(values, new Float32Array(size));
    }
    const library = logNormal(librarySpread, rng);
    for (let m = 0; m < modules; m++) activity[m] = logNormal(MODULE_SPREAD, rng);
    const { domainFactor } = samples[sample[i]];
    const byDomain = between(domainFactor[domain[i]], domainFactor[next[i]], towardsNext[i]);
    const byType = samples[sample[i]].typeFactor[cellType[i]];
    const bySample = sampleFactor[sample[i]];
    for (let u = 0; u < genes; u++) {
      const mean = library * baseline[u] * byDomain[u] * byType[u] * bySample[u] * activity[module[u]];
      const count = negativeBinomial(mean, dispersion, rng);
      if (count === 0 || (dropout > 0 && rng.uniform() < dropout)) continue;
      indices[e] = u;
      values[e++] = count;
    }
    starts[i + 1] = e;
  }
  return { rows: n, columns: genes, starts, indices: indices.slice(0, e), values: values.slice(0, e) };
}

/** Factors between those of two domains: log effects in proportion. */
function between(own: Float64Array, next: Float64Array, weight: number): Float64Array {
  return weight === 0 ? own : own.map((factor, u) => factor ** (1 - weight) * next[u] ** weight);
}

/** exp of a normal, scaled to mean 1. */
function logNormal(spread: number, rng: Random): number {
  return Math.exp(spread * rng.normal() - 0.5 * spread * spread);
}

function grown<T extends Uint32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
