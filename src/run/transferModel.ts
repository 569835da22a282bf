import { CellScapeError } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";
import type { ScaledExpression } from "../data/scaledExpression.ts";
import type { DomainClassifier } from "../domains/classifier.ts";
import type { Transfer } from "../methods/method.ts";
import { methodNamed } from "../methods/registry.ts";
import type { GeneReference } from "../preprocess/alignToReference.ts";

/** All that it takes to embed other samples and to find the same domains in them, without training. Plain values. */
export interface TransferModel {
  /** Genes that the network reads. */
  readonly genes: readonly string[];
  /** Genes over which the counts of a cell are summed. */
  readonly measured: readonly string[];
  /** True when values are scaled to 10,000 per cell and log(1 + x) taken. */
  readonly normalize: boolean;
  /** Cofactor of arcsinh, where intensities are transformed by it. */
  readonly cofactor?: number | undefined;
  /** Log expression that other samples are aligned to. */
  readonly reference: GeneReference;
  readonly scaling: Pick<ScaledExpression, "offset" | "divisor" | "clip">;
  /** Input = (scaled genes - mean) x loadings; the scaled genes themselves without loadings. */
  readonly components: { readonly mean: Float64Array; readonly loadings: Matrix | undefined };
  readonly graph: {
    readonly kind: "auto" | "delaunay" | "nearest";
    readonly neighbors: number;
    readonly radius: number | undefined;
  };
  /** Name of the method that the network is of; its `transfer` reads it. */
  readonly method: string;
  readonly network: object;
  readonly domains: {
    readonly names: readonly string[];
    readonly classifier: DomainClassifier;
    readonly vote: number | "auto";
  };
  /** What it was trained on, for the reader of a result. */
  readonly training: { readonly cells: number; readonly samples: readonly string[]; readonly seed: number };
}

/** How the method of a model embeds with it. @throws unsupported for a method that is not there, or has no models. */
export function transferOf({ method: name }: Pick<TransferModel, "method">): Transfer {
  const { transfer } = methodNamed(name);
  if (transfer) return transfer;
  throw new CellScapeError("unsupported", `model: expected a method whose models can be applied, got ${name}`);
}
