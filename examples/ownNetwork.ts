// A network of one's own, trained on a file, clustered into domains, drawn, and written beside the data.
import { writeFile } from "node:fs/promises";
import { clusterDomains } from "cellscape/domains";
import { domainMap } from "cellscape/figures";
import { defineNetwork, fit, layers, losses } from "cellscape/nn";
import { open } from "cellscape/node";
import { highlyVariable, normalize, pca, selectGenes } from "cellscape/preprocess";
import { spatialGraph } from "cellscape/spatial";

const data = await open("tissue.h5ad");
const { selected } = highlyVariable(data.counts, { top: 3000 });
const { scores: x } = await pca(selectGenes(await normalize(data.counts), selected), 20);
const { graph } = await spatialGraph(data.positions);
const stagate = defineNetwork((b) => {
  const embedding = layers.gat(b, b.input, 10);
  return { embedding, loss: losses.mse(b.input, layers.gat(b, embedding, x.columns)) };
});
const { embedding } = await fit(stagate, { input: x, graph }, { epochs: 100, seed: 0 });
const { refined } = await clusterDomains(embedding, data.positions, 3);
await writeFile("domains.svg", domainMap(data.positions.values, refined, { names: ["1", "2", "3"] }));
await data.write("out.h5ad", { obs: { domain: refined } });
