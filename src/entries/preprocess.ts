/**
 * From counts to the input of a method: filters, normalisation, variable genes, scaling, components, batch correction, and
 * several samples as one data set.
 *
 * @module
 */

export type { Dataset } from "../data/dataset.ts";
export type { Matrix } from "../data/matrix.ts";
export type { ScaledExpression } from "../data/scaledExpression.ts";
export type { Sparse } from "../data/sparse.ts";
export {
  type ComponentOptions,
  type PrincipalComponents,
  principalComponents as pca,
} from "../math/linearAlgebra/pca.ts";
export { type CombatOptions, combat } from "../preprocess/combat.ts";
export { type CountsReport, recognizeCounts } from "../preprocess/counts.ts";
export { type Filtered, type FilterOptions, filterCounts } from "../preprocess/filter.ts";
export { type JoinOptions, joinDatasets, type SamplePart } from "../preprocess/joinDatasets.ts";
export {
  denseColumns as dense,
  type GeneScale,
  type ScaleOptions,
  scaleGenes,
  zScore,
} from "../preprocess/scale.ts";
export { selectColumns as selectGenes, selectRows as selectCells } from "../preprocess/select.ts";
export { splitSamples } from "../preprocess/splitSamples.ts";
export { arcsinh } from "../preprocess/transform/arcsinh.ts";
export { type NormalizeOptions, normalizeLog as normalize } from "../preprocess/transform/normalize.ts";
export {
  type VariableGeneOptions,
  type VariableGenes,
  variableGenes as highlyVariable,
} from "../preprocess/variableGenes.ts";
