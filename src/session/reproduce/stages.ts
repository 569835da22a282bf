/** Parts of a run in their order, and the paths of result.h5ad that each writes. The first match counts. */
const stages: readonly (readonly [stage: string, paths: RegExp])[] = [
  [
    "selection",
    /^(var\/cellscape_used|uns\/cellscape\/(cells|genes)(_used)?$|uns\/cellscape\/(counts|positions)_from)/,
  ],
  ["features", /^uns\/cellscape\/(scale|batch_correction)/],
  ["spatial graph", /^uns\/cellscape\/graph/],
  ["gene map", /^uns\/cellscape\/gene_map/],
  ["training", /^uns\/cellscape\/losses/],
  ["embedding", /^obsm\/X_cellscape(_spatial|_intrinsic)?$/],
  ["number of domains", /^uns\/cellscape\/domain_count/],
  ["domains", /^(obs\/cellscape_(domain|confidence)|uns\/cellscape\/domains)/],
  ["analyses", /^(obs|obsm|obsp|var|varm)\/(cellscape|X_umap|X_cellscape)|^obsp\/|^uns\//],
  ["input", /./],
];

/** What depends on the machine, the version or how the input is called, and is no result. */
const aside = /^uns\/cellscape\/(timings_seconds|version|options|model|engine|input|notes|warnings)(\/|$)/;

/** The part of a run that wrote a path of result.h5ad; undefined for records that are no result. */
export function stageOf(path: string): string | undefined {
  return aside.test(path) ? undefined : stages.find(([, paths]) => paths.test(path))?.[0];
}

/** The part of a run that wrote a table, by its name in the folder of results. */
export function tableStage(name: string): string {
  return name === "domains.csv" ? "domains" : "analyses";
}

/** Parts of a run in the order in which they are computed; what is copied from the input comes first. */
export const stageOrder: readonly string[] = [
  "input",
  ...stages.map(([stage]) => stage).filter((name) => name !== "input"),
];
