// Figures from plain arrays: no file, no run.
import { writeFile } from "node:fs/promises";
import { domainMap, heatmap, palette } from "cellscape/figures";
import { pngOf } from "cellscape/node";

const side = 30;
const cells = Array.from({ length: side * side }, (_, i) => ({ x: i % side, y: Math.floor(i / side) }));
const layers = cells.map(({ y }) => Math.floor(y / 10));
const names = ["surface", "middle", "deep"];
const map = domainMap(
  cells.flatMap(({ x, y }) => [x, y]),
  layers,
  { names, colors: palette(3) },
);
await writeFile("layers.svg", map);
await writeFile("layers.png", await pngOf(map));
await writeFile("contacts.svg", heatmap([5, 1, 0, 1, 4, 1, 0, 1, 6], { rows: names, columns: names }));
