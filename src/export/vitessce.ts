import { copyAnnData } from "../io/anndata/toZarr.ts";
import { ZarrWriter } from "../io/zarr/writer.ts";
import type { Exporter, ExportOptions, Result } from "./exporter.ts";
import { rgb } from "./rgb.ts";

/** Positions for a scatter plot, whose second axis points up: those of tissue point down, as in pictures. */
const TISSUE = "obsm/cellscape_tissue";

/** A view of the result in Vitessce: its configuration, and the zarr store that it shows. */
export const vitessce: Exporter = {
  format: "vitessce",
  describes: "a Vitessce view: configuration and zarr store",
  async write(result, target, options) {
    const writer = new ZarrWriter({ put: (key, bytes) => target.put(`vitessce/cells.zarr/${key}`, bytes) });
    await copyAnnData(result.source, writer);
    if (result.embeddings.length === 0) await writer.group("obsm", encoded("dict", "0.1.0"));
    const { rows, values } = result.positions;
    const upward = Float64Array.from(values, (value, at) => (at % 2 === 0 ? value : -value));
    const shape = [rows, 2];
    const blocks = async (from: number, count: number) => upward.subarray(2 * from, 2 * (from + count));
    await writer.numbers(TISSUE, { type: "<f8", shape, rows: blocks }, encoded("array", "0.2.0"));
    await writer.finish();
    await target.put("vitessce/vitessce.json", `${JSON.stringify(vitessceView(result, options), undefined, 2)}\n`);
    return { path: "vitessce", how: `serve the folder at ${options.url} (with CORS), open vitessce.json in Vitessce` };
  },
};

const encoded = (type: string, version: string) => ({ "encoding-type": type, "encoding-version": version });

/**
 * The tissue, a map of the first other embedding, the domains and the genes side by side.
 *
 * The tissue is a scatter plot of positions: Vitessce's spatial views require an image.
 *
 * @see the view config schema of Vitessce, version 1.0.16.
 */
function vitessceView(
  result: Pick<Result, "groups" | "groupsFrom" | "colors" | "embeddings" | "obs">,
  { url }: ExportOptions,
) {
  const { groups, groupsFrom, colors, embeddings, obs } = result;
  const maps = embeddings.filter((key) => key.startsWith("X_umap"));
  const shown = [
    { path: TISSUE, dims: [0, 1], embeddingType: "TISSUE" },
    ...maps.map((key) => ({ path: `obsm/${key}`, dims: [0, 1], embeddingType: key.replace(/^X_/, "") })),
  ];
  const sets = [groupsFrom, ...[...obs.columns].flatMap(([name, { kind }]) => (kind === "category" ? [name] : []))];
  const plots = shown.slice(0, 2);
  const width = 8 / plots.length;
  const groupScopes = { obsColorEncoding: "A", obsSetSelection: "A", obsSetColor: "A" };
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
              obsLocations: { path: TISSUE },
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
      obsSetColor: {
        A: groups.categories.map((name, group) => ({ path: [groupsFrom, name], color: rgb(colors[group]) })),
      },
      obsColorEncoding: { A: "cellSetSelection" },
    },
    layout: [
      ...plots.map(({ embeddingType }, at) => ({
        component: "scatterplot",
        coordinationScopes: { dataset: "A", embeddingType, ...groupScopes },
        x: Math.round(at * width),
        y: 0,
        w: Math.round(width),
        h: 12,
      })),
      {
        component: "obsSets",
        coordinationScopes: { dataset: "A", ...groupScopes },
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
