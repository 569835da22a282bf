// NMI of k-means with annotated cell types: on z_intrinsic of a result, and on 30 principal components of the same genes.
//
// Run:  npm run build && node bench/cellTypes.mjs RESULT.h5ad COLUMN
//
// Twenty k-means starts on each; the tightest is scored. Prints JSON.
import { createRandom, fileSource, parseConfig, readDataset, run } from "cellscape/node";
import { kMeans } from "../dist/src/cluster/kMeans.js";
import { readLabels, readObsm } from "../dist/src/io/h5ad.js";
import { agreement, scoredPairs } from "../dist/src/math/agreement.js";
import { principalComponents } from "../dist/src/math/pca.js";

const [path, column] = process.argv.slice(2);
const source = await fileSource(path);
const { codes, categories } = await readLabels(source, column);
const context = { config: parseConfig({}), report: () => {}, signal: undefined, clock: () => 0 };
const { artifacts } = await run(await readDataset(source), ["features"], context);
const { input } = artifacts.features;

function score(points) {
  const { labels } = kMeans(points, categories.length, { restarts: 20 }, createRandom(0));
  const pairs = scoredPairs(codes, labels);
  return agreement(pairs.truth, pairs.labels).nmi;
}

const components = principalComponents(input, 30).scores;
console.log(
  JSON.stringify({ intrinsic: score(await readObsm(source, "X_cellscape_intrinsic")), components: score(components) }),
);
