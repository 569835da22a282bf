import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import { principalComponents } from "../math/pca.ts";
import { centre, denseColumns, zScore } from "../preprocess/scale.ts";
import { scaleCorrected } from "../preprocess/scaleCorrected.ts";
import type { Artifacts, Context, Features } from "./artifacts.ts";
import { resolveScale, resolveSettings } from "./settings.ts";

/** Scale genes, and take the leading principal components as the network's input, or the genes themselves. */
export function makeFeatures(
  { expression, correction }: Pick<Artifacts, "expression"> & Partial<Pick<Artifacts, "correction">>,
  { config, report }: Context,
): Features {
  const { components } = resolveSettings(config);
  const scale = resolveScale(config, expression.columns);
  const corrected = config.correct === "combat" ? correction : undefined;
  const needsGenes = components === "all" || (config.variant === "full" && config.method === "cellscape");
  const scaled = corrected
    ? scaleCorrected(expression, corrected, { scale }).matrix
    : needsGenes || scale === "z-score"
      ? scaleGenes(expression, scale)
      : undefined;
  const genes = `${expression.columns} genes, ${{ "z-score": "z-scored", center: "centred", none: "not scaled" }[scale]}`;
  if (components === "all") {
    if (!scaled) throw new Error("internal: no scaled genes");
    report({ kind: "note", step: "features", text: `input: ${genes}` });
    return { input: scaled, scale, loadings: undefined, scaled };
  }
  // Centring changes no component, and sparse rows are centred without being made dense.
  const found = principalComponents(scaled && (corrected || scale === "z-score") ? scaled : expression, components);
  const { columns } = found.scores;
  const share = found.variances.reduce((a, b) => a + b, 0) / found.totalVariance;
  const text = `input: ${columns} components of ${genes}, ${(100 * share).toFixed(0)} % of the variance`;
  report({ kind: "note", step: "features", text });
  return { input: found.scores, scale, loadings: found.loadings, scaled: needsGenes ? scaled : undefined };
}

function scaleGenes(expression: Sparse, scale: Features["scale"]): Matrix {
  if (scale === "z-score") return zScore(expression).matrix;
  return scale === "center" ? centre(expression).matrix : denseColumns(expression);
}
