import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Sparse } from "../../data/sparse.ts";
import { withoutVersions } from "../../preprocess/geneVersions.ts";
import { joinCounts } from "../../preprocess/joinCounts.ts";
import type { TransferModel } from "../transferModel.ts";

export interface MatchedGenes {
  /** [n, genes of the model] counts, 0 where the sample lacks a gene. */
  readonly counts: Sparse;
  /** [n, measured genes of the model] for the sums of cells. */
  readonly measured: Sparse;
  /** Genes of the model that the sample lacks. */
  readonly missing: ReadonlySet<number>;
  /** Measured genes that the sample lacks, ascending. */
  readonly missingMeasured: Uint32Array;
  readonly description: string;
}

/**
 * Counts of a sample in the order of a model's genes.
 *
 * @param overlap least share of the model's genes that the sample must have.
 * @throws bad-data when it has fewer, with both counts and what may be the matter.
 */
export function matchGenes(
  model: Pick<TransferModel, "genes" | "measured">,
  { name, genes: given, counts }: Pick<Dataset, "name" | "genes" | "counts">,
  overlap: number,
): MatchedGenes {
  const { genes: plain, changed } = withoutVersions([model.measured, given]);
  const [measured, own] = plain;
  const nameOf = new Map(model.measured.map((gene, u) => [gene, measured[u]]));
  const genes = model.genes.map((gene) => nameOf.get(gene) ?? gene);
  const has = new Set(own);
  const missing = new Set(genes.flatMap((gene, u) => (has.has(gene) ? [] : [u])));
  const found = genes.length - missing.size;
  if (found === 0 || found < overlap * genes.length) {
    const folded = new Set(own.map((gene) => gene.toLowerCase()));
    const alike = genes.filter((gene) => folded.has(gene.toLowerCase())).length;
    const hint = alike > found ? `; ${alike} are the same but for capitals, as between mouse and human` : "";
    const lower = found > 0 ? "; --overlap lowers the share" : "";
    const way = `name genes as the model does, or train on this sample (cellscape run)${lower}`;
    const share = found > 0 ? `at least ${Math.round(100 * overlap)} % of the` : "some of the";
    throw new CellScapeError(
      "bad-data",
      `${name}: expected ${share} model's ${genes.length} genes (such as ${genes[0]}), got ${found === 0 ? "none" : found} among its ${own.length} (such as ${own[0]})${hint}; ${way}`,
    );
  }
  const some = missing.size > 0 ? `; the other ${missing.size} are set to the training mean` : "";
  const used = placed(counts, own, genes);
  // A panel is used as a whole: its genes are those that are summed.
  const same = measured.length === genes.length && measured.every((gene, u) => gene === genes[u]);
  return {
    counts: used,
    measured: same ? used : placed(counts, own, measured),
    missing,
    missingMeasured: Uint32Array.from(measured.keys()).filter((u) => !has.has(measured[u])),
    description: `${found} of the model's ${genes.length} genes found${some}${changed.length > 0 ? "; versions of Ensembl identifiers were ignored" : ""}`,
  };
}

function placed(counts: Sparse, own: readonly string[], wanted: readonly string[]): Sparse {
  if (own.length === wanted.length && own.every((gene, u) => gene === wanted[u])) return counts;
  const place = new Map(wanted.map((gene, u) => [gene, u]));
  const joined = joinCounts([counts], [Int32Array.from(own, (gene) => place.get(gene) ?? -1)]);
  return { ...joined, columns: wanted.length };
}
