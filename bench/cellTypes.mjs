// Does z_intrinsic show cell types better than principal components do? NMI with annotated types of k-means (K as annotated; the mean of some
// runs of three starts each) and of Leiden (resolution 1, as the program clusters types), on z_intrinsic and on 30 components of the same genes.
//
// Run:  npm run build && node bench/cellTypes.mjs --results DIR [--seeds 3] [--only NAME] [--draws 5] [--cache FILE]
//
// DIR/NAME-SEED/result.h5ad are results of `--variant full`, whose file holds the types. Nothing is trained and no step reads a label. The
// components do not depend on the seed; k-means and Leiden do.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createRandom, fileSource, open, run } from "cellscape/node";
import { kMeans } from "../dist/src/cluster/kMeans.js";
import { leiden } from "../dist/src/cluster/leiden.js";
import { readLabels, readObsm } from "../dist/src/io/anndata/h5ad.js";
import { principalComponents } from "../dist/src/math/linearAlgebra/pca.js";
import { fuzzyGraph } from "../dist/src/math/neighbors/fuzzyGraph.js";
import { nearestRows } from "../dist/src/math/neighbors/nearestRows.js";
import { agreement, scoredPairs } from "../dist/src/math/statistics/agreement.js";
import { keptFigures } from "./keptFigures.mjs";
import { deviation, mean, pairedHeader, pairedRow } from "./paired.mjs";

const { values: given } = parseArgs({
  options: {
    results: { type: "string" },
    seeds: { type: "string", default: "3" },
    only: { type: "string" },
    draws: { type: "string", default: "5" },
    cache: { type: "string" },
  },
});
if (!given.results) throw new Error("cellTypes: expected --results DIR with NAME-SEED/result.h5ad of finished runs");

const sets = [
  { name: "starmap_mpfc_BZ9", types: "cell_type" },
  { name: "starmap_visual_cortex_BY3", types: "cell_type" },
  { name: "osmfish_somatosensory", types: "ClusterName" },
  { name: "merfish_hypothalamus_2sections", types: "Cell_class" },
  { name: "seqfish_embryo", types: "celltype_mapped_refined" },
].filter(({ name }) => !given.only || name.includes(given.only));
const seeds = Array.from({ length: Number(given.seeds) }, (_, seed) => seed);
const kept = keptFigures(given.cache);
const gaps = new Set(["", "nan", "NaN", "NA"]);
const ways = ["k-means", "leiden"];

const found = new Map();
for (const set of sets) {
  const all = [];
  for (const seed of seeds) {
    const path = join(given.results, `${set.name}-${seed}`, "result.h5ad");
    if (existsSync(path)) all.push(await kept(`${set.name}/${seed}`, () => measured(path, set, seed)));
    else console.error(`left out: ${path} is not there`);
  }
  if (all.length > 0) found.set(set.name, all);
}

console.log("| set | seeds | types | way | z_intrinsic | sd | 30 components | difference | clusters of either |");
console.log("|---|---|---|---|---|---|---|---|---|");
for (const [name, all] of found) {
  for (const way of ways) {
    const of = (points) => all.map((figures) => figures[way][points]);
    const [own, other] = [of("intrinsic"), of("components")];
    const figures = [mean(own), deviation(own), mean(other), mean(own) - mean(other)];
    const clusters = ["intrinsic", "components"].map((points) =>
      mean(all.map(({ clusters }) => clusters[points])).toFixed(0),
    );
    const counts = way === "leiden" ? clusters.join(" / ") : "";
    console.log(
      `| ${[name, all.length, all[0].types, way, ...figures.map((value) => value.toFixed(3)), counts].join(" | ")} |`,
    );
  }
}
console.log(`\n${pairedHeader}`);
for (const way of ways) {
  const of = (points) => [...found.values()].map((all) => mean(all.map((figures) => figures[way][points])));
  console.log(pairedRow(`${way}: z_intrinsic - components`, of("intrinsic"), of("components")));
}

async function measured(path, { types }, seed) {
  const source = await fileSource(path);
  const { codes, categories } = await readLabels(source, types);
  const dataset = await open(path);
  const { artifacts } = await run(dataset, ["selection", "features"], { report: () => {}, config: { seed } });
  const { cells } = artifacts.selection;
  const stored = await readObsm(source, "X_cellscape_intrinsic");
  const truth = Int32Array.from(cells, (cell) =>
    codes[cell] < 0 || gaps.has(categories[codes[cell]]) ? -1 : codes[cell],
  );
  const score = (labels) => {
    const pairs = scoredPairs(truth, labels);
    return agreement(pairs.truth, pairs.labels).nmi;
  };
  const points = {
    intrinsic: rowsOf(stored, cells),
    components: (await principalComponents(artifacts.features.input, 30)).scores,
  };
  const count = new Set(truth.filter((code) => code >= 0)).size;
  const figures = { types: count, "k-means": {}, leiden: {}, clusters: {} };
  for (const [name, matrix] of Object.entries(points)) {
    const draws = Array.from({ length: Number(given.draws) }, (_, draw) =>
      score(kMeans(matrix, count, { restarts: 3 }, createRandom(seed).split(draw)).labels),
    );
    figures["k-means"][name] = mean(draws);
    const graph = fuzzyGraph(await nearestRows(matrix, 14));
    const { labels, sizes } = await leiden(graph, { resolution: 1 }, createRandom(seed));
    figures.leiden[name] = score(labels);
    figures.clusters[name] = sizes.length;
  }
  return figures;
}

function rowsOf({ columns, values }, cells) {
  const picked = new Float32Array(cells.length * columns);
  cells.forEach((cell, i) => {
    picked.set(values.subarray(cell * columns, (cell + 1) * columns), i * columns);
  });
  return { rows: cells.length, columns, values: picked };
}
