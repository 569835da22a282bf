import { expectShape } from "../core/errors.ts";
import { createRandom, type Random } from "../core/random.ts";
import type { CategoryColumn } from "../data/table.ts";
import { contingency, normalizedMutualInformation, scoredPairs } from "../math/statistics/agreement.ts";
import { policies } from "./policy.ts";

/** How far domains follow from the sample that a cell is of. */
export interface SampleDependence {
  /** Cramer's V of domain and sample, corrected for chance: 0 for none, 1 when one determines the other. */
  readonly cramersV: number;
  /** Normalised mutual information, and what it is on average when samples are shuffled among the cells. */
  readonly nmi: number;
  readonly expectedNmi: number;
  /** Domains with at least nine in ten cells of one sample, though that sample has no such share of the tissue. */
  readonly ownDomains: readonly OwnDomain[];
  /** Share of the cells that lie in `ownDomains`. */
  readonly ownShare: number;
  /** Whether domains are more the samples' than the tissue's: V of 0.5 or more, or half of the cells in own domains. */
  readonly driven: boolean;
}

export interface OwnDomain {
  readonly domain: string;
  readonly sample: string;
  /** Share of the domain's cells that are of the sample. */
  readonly share: number;
}

const { ownShare: leastOwnShare, drivenFrom, shuffles } = policies.default.samples;

/**
 * Tell domains of the tissue from domains of samples. Samples of different regions differ in their domains as well, so
 * what this finds is a reason to look, not a fault.
 *
 * @param domains [n]
 * @param samples [n]; cells that lack either are left out.
 * @throws bad-shape when the sizes differ.
 * @see Bergsma 2013, "A bias-correction for Cramer's V and Tschuprow's T". Cost: n.
 */
export function sampleDependence(
  domains: CategoryColumn,
  samples: CategoryColumn,
  rng: Random = createRandom(0),
): SampleDependence {
  expectShape("samples", [samples.codes.length], { cells: domains.codes.length });
  const { truth: sampleOf, labels: domainOf } = scoredPairs(samples.codes, domains.codes);
  const table = contingency(domainOf, sampleOf);
  if (table.rowSizes.length < 2 || table.columnSizes.length < 2) {
    return { cramersV: 0, nmi: 0, expectedNmi: 0, ownDomains: [], ownShare: 0, driven: false };
  }
  const own = ownDomains(domains, samples);
  const ownShare = own.reduce((sum, { cells }) => sum + cells, 0) / table.total;
  const cramersV = correctedCramersV(table);
  return {
    cramersV,
    nmi: normalizedMutualInformation(domainOf, sampleOf),
    expectedNmi: shuffledNmi(domainOf, sampleOf, rng),
    ownDomains: own.map(({ domain, sample, share }) => ({ domain, sample, share })),
    ownShare,
    driven: cramersV >= drivenFrom || ownShare >= drivenFrom,
  };
}

function correctedCramersV({ total: n, rowSizes, columnSizes, rows, columns, counts }: ReturnType<typeof contingency>) {
  let ratio = 0; // sum of N_ij^2 / (N_i N_j)
  counts.forEach((count, e) => {
    ratio += (count / rowSizes[rows[e]]) * (count / columnSizes[columns[e]]);
  });
  const [r, c] = [rowSizes.length, columnSizes.length];
  const phi = Math.max(0, ratio - 1 - ((r - 1) * (c - 1)) / (n - 1));
  const least = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1;
  return least > 0 ? Math.min(1, Math.sqrt(phi / least)) : 0;
}

function shuffledNmi(domains: Int32Array, samples: Int32Array, rng: Random): number {
  let sum = 0;
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    const order = rng.permutation(samples.length);
    sum += normalizedMutualInformation(
      domains,
      Int32Array.from(order, (i) => samples[i]),
    );
  }
  return sum / shuffles;
}

function ownDomains(domains: CategoryColumn, samples: CategoryColumn): (OwnDomain & { readonly cells: number })[] {
  const width = samples.categories.length;
  const counts = new Float64Array(domains.categories.length * width);
  const sampleSizes = new Float64Array(width);
  let total = 0;
  domains.codes.forEach((domain, i) => {
    const sample = samples.codes[i];
    if (domain < 0 || sample < 0) return;
    counts[domain * width + sample]++;
    sampleSizes[sample]++;
    total++;
  });
  return domains.categories.flatMap((domain, i) => {
    const row = counts.subarray(i * width, (i + 1) * width);
    const cells = row.reduce((sum, count) => sum + count, 0);
    const most = row.indexOf(Math.max(...row));
    const share = row[most] / cells;
    if (!(share >= leastOwnShare) || sampleSizes[most] / total >= leastOwnShare) return [];
    return [{ domain, sample: samples.categories[most], share, cells }];
  });
}
