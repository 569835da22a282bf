import { createRandom } from "../dist/src/core/random.js";
import { nodeHost } from "../dist/src/host/node/nodeHost.js";
import { writeDataset } from "../dist/src/io/anndata/write.js";
import { simulateTissue } from "../dist/src/simulate/simulateTissue.js";

/** A simulated tissue as a run leaves it: domains, confidence, a UMAP and the embedding that domains are found in. */
export async function writeSimulatedResult(path, { cells, genes }) {
  const rng = createRandom(5);
  const dataset = simulateTissue({ cells, genes, domains: 8 }, rng);
  const domain = dataset.obs.columns.get("domain");
  const spread = (columns) => ({
    ...{ rows: cells, columns },
    values: Float32Array.from(
      { length: cells * columns },
      (_, at) => domain.codes[Math.floor(at / columns)] * (at % columns === 0 ? 4 : 1) + rng.normal(),
    ),
  });
  const confidence = { kind: "number", values: Float64Array.from({ length: cells }, () => rng.uniform()) };
  await writeDataset(await nodeHost.files.target(path), dataset, {
    obs: { cellscape_domain: domain, cellscape_confidence: confidence },
    obsm: { X_umap: spread(2), X_cellscape_spatial: spread(6) },
  });
}
