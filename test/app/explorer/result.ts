import { createRandom } from "../../../src/core/random.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { Picture } from "../../../src/data/tissue.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

/** Colours of the domains, other than those of the palette. */
export const ownColors = ["#aa3300", "#0033aa", "#33aa00", "#aaaa00"];

/** A file as a run leaves it: domains with colours of their own, confidence, an embedding, a UMAP, and a picture. */
export async function writeResultFile(path: string, cells: number): Promise<Dataset> {
  const rng = createRandom(5);
  const dataset = simulateTissue({ cells, genes: 60, domains: 4 }, rng);
  const domain = dataset.obs.columns.get("domain");
  if (domain?.kind !== "category") throw new Error("expected domains");
  const spread = (columns: number): Matrix => {
    const value = (at: number) => domain.codes[Math.floor(at / columns)] * (at % columns === 0 ? 4 : 1) + rng.normal();
    return { rows: cells, columns, values: Float32Array.from({ length: cells * columns }, (_, at) => value(at)) };
  };
  const confidence = {
    kind: "number",
    values: Float64Array.from({ length: cells }, (_, i) => (i % 2 === 0 ? 1 : 0.1)),
  } as const;
  await writeDataset(
    await nodeHost.files.target(path),
    {
      ...dataset,
      tissue: {
        library: "section",
        images: { hires: picture(dataset) },
        scaleFactors: { tissue_hires_scalef: 0.5 },
        metadata: {},
      },
    },
    {
      obs: { cellscape_domain: domain, cellscape_confidence: confidence },
      obsm: { X_umap: spread(2), X_cellscape_spatial: spread(6) },
      uns: { cellscape_domain_colors: ownColors },
    },
  );
  return dataset;
}

/** Red left of the middle of the cells and blue right of it, two units of the positions a pixel. */
function picture({ positions }: Dataset): Picture {
  let [right, bottom, left] = [0, 0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < positions.rows; i++) {
    left = Math.min(left, positions.values[2 * i]);
    right = Math.max(right, positions.values[2 * i]);
    bottom = Math.max(bottom, positions.values[2 * i + 1]);
  }
  const [width, height] = [Math.ceil(right / 2) + 10, Math.ceil(bottom / 2) + 10];
  const values = new Uint8Array(3 * width * height);
  for (let at = 0; at < width * height; at++) values[3 * at + ((at % width) * 2 < (left + right) / 2 ? 0 : 2)] = 255;
  return { width, height, channels: 3, values };
}
