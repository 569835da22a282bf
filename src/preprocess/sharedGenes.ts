import { CellScapeError } from "../core/errors.ts";

/** A sample and its genes, which are unique. */
export interface SampleGenes {
  readonly sample: string;
  readonly genes: readonly string[];
}

export interface SharedGenes {
  /** Genes that all samples have, in the order of the first. */
  readonly genes: readonly string[];
  /** For each sample, [its genes] place among the shared ones, -1 where a gene is not shared. */
  readonly places: readonly Int32Array[];
}

/**
 * The genes that all samples have.
 *
 * @param overlap least share of the genes of the sample with the fewest.
 * @throws bad-data when there are fewer, with the numbers and what may be the matter.
 */
export function sharedGenes(parts: readonly SampleGenes[], overlap: number): SharedGenes {
  const sets = parts.map(({ genes: own }) => new Set(own));
  const genes = parts[0].genes.filter((gene) => sets.every((set) => set.has(gene)));
  const fewest = parts.reduce((a, b) => (b.genes.length < a.genes.length ? b : a));
  if (genes.length === 0 || genes.length < overlap * fewest.genes.length) throw tooFew(parts, { overlap, fewest });
  const place = new Map(genes.map((gene, u) => [gene, u]));
  return { genes, places: parts.map(({ genes: own }) => Int32Array.from(own, (gene) => place.get(gene) ?? -1)) };
}

function tooFew(
  parts: readonly SampleGenes[],
  { overlap, fewest }: { readonly overlap: number; readonly fewest: SampleGenes },
): CellScapeError {
  // The sample that shares least with the one that has the fewest genes is the one to report.
  const own = new Set(fewest.genes);
  const shares = parts
    .filter((part) => part !== fewest)
    .map((part) => ({ part, shared: part.genes.filter((gene) => own.has(gene)).length }));
  const { part, shared } = shares.reduce((a, b) => (b.shared < a.shared ? b : a));
  const folded = new Set([...own].map((gene) => gene.toLowerCase()));
  const alike = part.genes.filter((gene) => folded.has(gene.toLowerCase())).length;
  const case_ = alike > shared ? `; ${alike} are the same but for capitals, as between mouse and human` : "";
  const size = (of: SampleGenes) => `${of.sample} (${of.genes.length} genes, such as ${of.genes[0]})`;
  const ways = [
    "name genes alike in all files (all symbols or all identifiers, one species)",
    ...(parts.length > 2 ? ["leave a sample out"] : []),
    ...(shared > 0 ? ["lower --overlap"] : []),
  ];
  const way = `${ways.slice(0, -1).join(", ")}${ways.length > 1 ? " or " : ""}${ways[ways.length - 1]}`;
  return new CellScapeError(
    "bad-data",
    `samples: expected at least ${Math.round(100 * overlap)} % of the genes of ${size(fewest)} in every sample, got ${shared} in ${size(part)}${case_}; ${way}`,
  );
}
