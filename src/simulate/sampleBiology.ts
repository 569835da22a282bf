import type { Random } from "../core/random.ts";
import type { Biology } from "./biology.ts";
import type { CompleteOptions } from "./options.ts";

/** What one sample makes of the biology that all share. */
export interface SampleBiology {
  readonly condition: number;
  /** -1 where there are no donors. */
  readonly donor: number;
  /** [domains][cell types] cumulative shares of the cell types in a domain; the last is 1. */
  readonly cumulative: readonly Float64Array[];
  /** [domains][genes] */
  readonly domainFactor: readonly Float64Array[];
  /** [cell types][genes] */
  readonly typeFactor: readonly Float64Array[];
}

/** What differs between samples, and what between conditions. */
export interface Variation {
  readonly samples: readonly SampleBiology[];
  /** [cell types] change of the log share from a condition to the next. */
  readonly typeShift: Float64Array;
  /** [genes] change of the log mean from a condition to the next in cells of `changedType`. */
  readonly geneShift: Float64Array;
  readonly changedType: number;
}

/** Samples take conditions by turns. Effects that are not requested draw nothing. */
export function drawSampleBiologies(biology: Biology, options: CompleteOptions, rng: Random): Variation {
  const { genes, samples, conditions, cellTypes } = options;
  const commonest = byShare(biology.composition);
  const changedType = commonest[0];
  const typeShift = new Float64Array(cellTypes);
  commonest.slice(1, 1 + options.shiftedTypes).forEach((type, rank) => {
    typeShift[type] = alternating(rank) * options.compositionShift;
  });
  const donors = Array.from({ length: options.donors }, (_, d) => {
    const own = rng.split("donors").split(d);
    const types = own.split("types");
    return {
      logTypes: Float64Array.from({ length: cellTypes }, () => options.donorSpread * types.normal()),
      genes: logNormals(genes, options.donorSpread, own.split("genes")),
    };
  });
  const geneShift = new Float64Array(genes);
  const changed = rng.split("changed genes").permutation(genes).subarray(0, options.changedGenes);
  changed.forEach((gene, rank) => {
    geneShift[gene] = alternating(rank) * options.expressionShift;
  });

  return {
    samples: Array.from({ length: samples }, (_, s): SampleBiology => {
      const condition = s % conditions;
      const donor = options.donors > 0 ? Math.floor(s / conditions) % options.donors : -1;
      const effect = donors.at(donor);
      const own = rng.split(s);
      const answers = options.batchScale > 0 ? logNormals(genes, options.batchScale, own.split("answers")) : undefined;
      const answering = answered(biology.typeFactor, answers);
      const typeFactor = effect ? answering.map((row) => row.map((factor, u) => factor * effect.genes[u])) : answering;
      const shifts = typeShift.map((shift, type) => condition * shift + (effect ? effect.logTypes[type] : 0));
      return {
        ...{ condition, donor },
        cumulative: compositionsOf(biology, { options, shifts }, own.split("composition")),
        domainFactor: answered(biology.domainFactor, answers),
        typeFactor:
          condition === 0
            ? typeFactor
            : typeFactor.map((factors, type) =>
                type === changedType
                  ? factors.map((factor, u) => factor * Math.exp(condition * geneShift[u]))
                  : factors,
              ),
      };
    }),
    ...{ typeShift, geneShift, changedType },
  };
}

/** Cell types from the commonest on, all domains counted alike. */
function byShare(composition: readonly Float64Array[]): number[] {
  const share = composition[0].map((_, type) => composition.reduce((sum, shares) => sum + shares[type], 0));
  return [...share.keys()].sort((a, b) => share[b] - share[a] || a - b);
}

const alternating = (rank: number) => (rank % 2 === 0 ? 1 : -1);

function logNormals(count: number, spread: number, rng: Random): Float64Array {
  return Float64Array.from({ length: count }, () => Math.exp(spread * rng.normal()));
}

/** Each gene's log factors times how strongly it answers. */
function answered(factors: readonly Float64Array[], answers: Float64Array | undefined): readonly Float64Array[] {
  return answers ? factors.map((row) => row.map((factor, u) => factor ** answers[u])) : factors;
}

/** Cumulative shares in each domain of a sample. */
function compositionsOf(
  { composition }: Biology,
  { options, shifts }: { options: CompleteOptions; shifts: Float64Array },
  rng: Random,
): Float64Array[] {
  return composition.map((shares) => {
    const spread = options.compositionSpread;
    const weights = shares.map(
      (share, type) => share * Math.exp(shifts[type] + (spread > 0 ? spread * rng.normal() : 0)),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    const cumulative = weights.map((weight) => {
      sum += weight / total;
      return sum;
    });
    cumulative[cumulative.length - 1] = 1;
    return cumulative;
  });
}
