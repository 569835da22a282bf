/** A stable identifier of Ensembl with the version of its record. */
const VERSIONED = /^(ENS[A-Z]{0,6}G\d{11})\.\d+$/;

/** Gene names of several samples, of one kind. */
export interface PlainGenes {
  /** For each sample its genes, in their order. */
  readonly genes: readonly (readonly string[])[];
  /** Samples whose identifiers lost their versions. */
  readonly changed: readonly number[];
}

/**
 * Ensembl identifiers without their versions, where that makes samples share more genes: the version counts changes of
 * the record of a gene, and the gene is the same. Names stay as they are where a sample would have one twice.
 */
export function withoutVersions(samples: readonly (readonly string[])[]): PlainGenes {
  const plain = samples.map((genes) => genes.map((gene) => VERSIONED.exec(gene)?.[1] ?? gene));
  const unique = plain.every((genes) => new Set(genes).size === genes.length);
  if (!unique || sharedBy(plain) <= sharedBy(samples)) return { genes: samples, changed: [] };
  const changed = [...plain.keys()].filter((s) => plain[s].some((gene, u) => gene !== samples[s][u]));
  return { genes: plain, changed };
}

/** Genes that all samples have. */
function sharedBy([first, ...others]: readonly (readonly string[])[]): number {
  const sets = others.map((genes) => new Set(genes));
  return first.filter((gene) => sets.every((set) => set.has(gene))).length;
}
