import { h5adToZarr } from "../io/h5adToZarr.ts";
import type { Exporter, ExportOptions, Result } from "./exporter.ts";

/** A view of the result in Vitessce: its configuration, and the zarr store that it shows. */
export const vitessce: Exporter = {
  format: "vitessce",
  describes: "a Vitessce view: configuration and zarr store",
  async write(result, target, options) {
    await h5adToZarr(result.source, { put: (key, bytes) => target.put(`vitessce/cells.zarr/${key}`, bytes) });
    await target.put("vitessce/vitessce.json", `${JSON.stringify(vitessceView(result, options), undefined, 2)}\n`);
    return { path: "vitessce", how: `serve the folder at ${options.url} (with CORS), open vitessce.json in Vitessce` };
  },
};

/**
 * The tissue, a map of the first other embedding, the domains and the genes side by side.
 *
 * The tissue is a scatter plot of positions: Vitessce's spatial views want an image.
 *
 * @see the view config schema of Vitessce, version 1.0.16.
 */
export function vitessceView(
  result: Pick<Result, "positionsFrom" | "groupsFrom" | "embeddings" | "source" | "obs">,
  { url }: ExportOptions,
) {
  const { positionsFrom, groupsFrom, embeddings, obs } = result;
  const maps = embeddings.filter((key) => key.startsWith("X_umap"));
  const tissue = positionsFrom.startsWith("obsm/") ? positionsFrom : "obsm/spatial";
  const shown = [
    { path: tissue, dims: [0, 1], embeddingType: "TISSUE" },
    ...maps.map((key) => ({ path: `obsm/${key}`, dims: [0, 1], embeddingType: key.replace(/^X_/, "") })),
  ];
  const sets = [groupsFrom, ...[...obs.columns].flatMap(([name, { kind }]) => (kind === "category" ? [name] : []))];
  const plots = shown.slice(0, 2);
  const width = 8 / plots.length;
  return {
    version: "1.0.16",
    name: "cellscape",
    description: "Spatial domains found by cellscape",
    datasets: [
      {
        uid: "A",
        name: "cells",
        files: [
          {
            fileType: "anndata.zarr",
            url: new URL("cells.zarr", url.endsWith("/") ? url : `${url}/`).href,
            options: {
              obsFeatureMatrix: { path: "X" },
              obsEmbedding: shown,
              obsLocations: { path: tissue },
              obsSets: [...new Set(sets)].map((name) => ({ name, path: `obs/${name}` })),
            },
            coordinationValues: { obsType: "cell", featureType: "gene", featureValueType: "expression" },
          },
        ],
      },
    ],
    coordinationSpace: {
      dataset: { A: "A" },
      embeddingType: Object.fromEntries(plots.map(({ embeddingType }) => [embeddingType, embeddingType])),
      obsSetSelection: { A: null },
      obsColorEncoding: { A: "cellSetSelection" },
    },
    layout: [
      ...plots.map(({ embeddingType }, at) => ({
        component: "scatterplot",
        coordinationScopes: { dataset: "A", embeddingType, obsColorEncoding: "A", obsSetSelection: "A" },
        x: Math.round(at * width),
        y: 0,
        w: Math.round(width),
        h: 12,
      })),
      {
        component: "obsSets",
        coordinationScopes: { dataset: "A", obsColorEncoding: "A", obsSetSelection: "A" },
        ...{ x: 8, y: 0, w: 4, h: 6 },
      },
      {
        component: "featureList",
        coordinationScopes: { dataset: "A", obsColorEncoding: "A" },
        ...{ x: 8, y: 6, w: 4, h: 6 },
      },
    ],
    initStrategy: "auto",
  };
}
