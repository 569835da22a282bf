// NMI of k-means with annotated cell types: on z_intrinsic of a result, and on 30 principal components of the same genes.
//
// Run:  npm run build && node bench/cellTypes.mjs RESULT.h5ad COLUMN
//
// The mean over twenty k-means runs of three starts each. Prints JSON.
import { readDataset } from "cellscape/io";
import { createRandom, fileSource, run } from "cellscape/node";
import { kMeans } from "../dist/src/cluster/kMeans.js";
import { readLabels, readObsm } from "../dist/src/io/anndata/h5ad.js";
import { principalComponents } from "../dist/src/math/linearAlgebra/pca.js";
import { agreement, scoredPairs } from "../dist/src/math/statistics/agreement.js";

const [path, column] = process.argv.slice(2);
const source = await fileSource(path);
const { codes, categories } = await readLabels(source, column);
const dataset = await readDataset(source);
const { artifacts } = await run(dataset, ["features"]);
const { input } = artifacts.features;

// One k-means run is one draw from many local optima; the mean of twenty compares embeddings instead of draws.
function score(points) {
  const figures = Array.from({ length: 20 }, (_, draw) => {
    const { labels } = kMeans(points, categories.length, { restarts: 3 }, createRandom(draw));
    const pairs = scoredPairs(codes, labels);
    return agreement(pairs.truth, pairs.labels).nmi;
  });
  return figures.reduce((a, b) => a + b, 0) / figures.length;
}

const components = (await principalComponents(input, 30)).scores;
console.log(
  JSON.stringify({ intrinsic: score(await readObsm(source, "X_cellscape_intrinsic")), components: score(components) }),
);
