// Processor milliseconds of what the explorer computes on a large result, in Node, the best of some tries: other work on the machine
// counts for less than in wall time. `bench/explorer.mjs` measures the page around it.
//
//   npm run build && node bench/explorerWork.mjs RESULT.h5ad [PICTURE.tif ...]
import { basename } from "node:path";
import { silentTask } from "../dist/src/core/task.js";
import { shownValues } from "../dist/src/explore/columns/values.js";
import { createExploration } from "../dist/src/explore/exploration.js";
import { paneCsv } from "../dist/src/explore/figures/paneCsv.js";
import { paneFigure } from "../dist/src/explore/figures/paneFigure.js";
import { allColumns, countedGenes, geneAlone } from "../dist/src/explore/genes/expression.js";
import { geneValues } from "../dist/src/explore/genes/geneColumns.js";
import { indexNames, searchNames } from "../dist/src/explore/genes/search.js";
import { openTissue, rowsAmong } from "../dist/src/explore/open/openTissue.js";
import { comparePartitions } from "../dist/src/explore/partitions/comparePartitions.js";
import { plainLegend, plainScale } from "../dist/src/explore/state/viewState.js";
import { nodeHost } from "../dist/src/host/node/nodeHost.js";
import { fileSource } from "../dist/src/io/node/nodeFile.js";
import { openPyramid } from "../dist/src/io/tiff/pyramid.js";
import { figureBytes } from "../dist/src/session/figure/figureBytes.js";
import { createPointGrid, nearestPoint } from "../dist/src/view/pointGrid.js";

const tries = 3;
for (const path of process.argv.slice(2)) await (/\.tiff?$/.test(path) ? measurePicture(path) : measure(path));

/** A pyramid as a map of 1,200 pixels shows it: as a whole, and its middle at full size. */
async function measurePicture(path) {
  const source = await fileSource(path);
  const { width, height, levels } = await openPyramid(source);
  console.log(`${basename(path)}: ${width} x ${height} pixels, ${levels.length} levels`);
  const whole = levels.findLastIndex(({ step }) => Math.max(width, height) / step >= 1200);
  await show("opened, and shown as a whole", async () => {
    const { tile } = await openPyramid(source);
    const { across, down } = levels[whole];
    for (let at = 0; at < across * down; at++) await tile(whole, at % across, Math.floor(at / across));
  });
  const pyramid = await openPyramid(source);
  const { tileWidth, tileHeight } = levels[0];
  await show("1,200 x 1,200 pixels of the finest level", async () => {
    for (let y = 0; y * tileHeight < 1200; y++)
      for (let x = 0; x * tileWidth < 1200; x++) await pyramid.tile(0, x + 2, y + 2);
  });
}

async function measure(path) {
  const { tissue, rest } = await openTissue(await fileSource(path));
  const cells = tissue.cells.length;
  const dataset = await rest();
  const counted = await countedGenes(dataset, { rows: rowsAmong(dataset, cells), cells });
  const columns = await allColumns(counted);
  const { names } = columns;
  console.log(`${basename(path)}: ${cells} cells, ${names.length} genes`);

  const layout = createExploration(tissue).layout("Tissue");
  const { box } = layout;
  const ring = Array.from({ length: 200 }, (_, k) => {
    const angle = (2 * Math.PI * k) / 200;
    return [0.28 * box.width * Math.cos(angle), 0.28 * box.height * Math.sin(angle)];
  });
  const lasso = [{ mode: "new", shape: { kind: "polygon", layout: "Tissue", corners: ring.flat() } }];
  const domain = tissue.obs.columns.has("cellscape_domain") ? "cellscape_domain" : "domain";
  const fresh = () => {
    const exploration = createExploration(tissue);
    exploration.setGenes(columns);
    exploration.layout("Tissue");
    return exploration;
  };
  const selected = fresh();
  const { count } = selected.select(lasso);
  selected.composition(domain, lasso);
  const values = () => shownValues(names[3], geneValues(columns, 3), columns.unit);
  const pane = (shown) => ({
    ...{ layout, shown, title: "map", legend: plainLegend, scale: plainScale, mask: undefined, among: undefined },
    ...{ box: undefined, many: "cells" },
  });
  const groups = selected.shown({ kind: "column", name: domain });

  await show("colour by a column", () => fresh().shown({ kind: "column", name: domain }));
  await show("colour by a gene of the columns", values);
  await show("a gene alone, before columns", () => geneAlone(counted, 3));
  const many = indexNames(Array.from({ length: 20_000 }, (_, k) => `Gene${k}`));
  await show("search 20,000 names", () => searchNames(many, "99"));
  await show(`lasso of 200 corners around ${count} cells`, (exploration) => exploration.select(lasso), fresh);
  await show("composition of it", () => selected.composition(domain, lasso));
  const stop = new Error("the first are known");
  const report = () => {
    throw stop;
  };
  await show("first markers of it", () =>
    selected.markers(lasso, undefined, report, silentTask).catch((error) => {
      if (error !== stop) throw error;
    }),
  );
  const ranking = await show("markers of it, all genes", () =>
    selected.markers(lasso, undefined, () => undefined, silentTask),
  );
  if (ranking.order.length !== names.length) throw new Error("expected every gene to be tested");
  const set = names.slice(0, Math.min(194, names.length));
  await show(`score of ${set.length} genes`, () => selected.shown({ kind: "score", name: "score", genes: set }));
  await show("two genes at once", () => selected.shown({ kind: "pair", first: names[0], second: names[1] }));
  const grid = createPointGrid(layout.places);
  await show("nearest cell, 1,000 times", () => {
    for (let k = 0; k < 1000; k++) nearestPoint(grid, layout.places, { x: k / 7, y: k / 9 }, box.width);
  });
  const other = tissue.obs.columns.get("cell_type") ?? tissue.obs.columns.get(domain);
  await show("compare two partitions", () => comparePartitions(tissue.obs.columns.get(domain), other));
  const svg = await show("SVG of the map", () => paneFigure(pane(groups)));
  await show("PNG of it at 300 dpi", () => figureBytes(nodeHost, "png", svg, { px: undefined, own: 720, dpi: 300 }));
  await show("CSV of its cells", () => paneCsv(pane(groups), tissue.cells));
}

async function show(what, work, prepare = () => undefined) {
  let [least, result] = [Infinity, undefined];
  for (let k = 0; k < tries; k++) {
    const given = prepare();
    const before = process.cpuUsage();
    result = await work(given);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  console.log(`  ${what}: ${least < 10 ? least.toFixed(1) : Math.round(least)} ms`);
  return result;
}
