import { palette } from "../../figure/color/palette.ts";
import { type DomainPanel, domainMaps } from "../../figure/domainMap.ts";
import type { PageFigure } from "../../results/page.ts";
import type { BenchRecord } from "../record.ts";
import { doneRuns } from "../statistics/runsOf.ts";
import { figureName, type TissueView } from "./view.ts";

/** UMAPs of all methods, coloured by the known label, else by their own domains; undefined where none was computed. */
export function embeddingFigure(record: BenchRecord, data: TissueView): PageFigure | undefined {
  const { name, truth, truthNames } = data;
  const panels = record.methods.flatMap(({ name: method }): DomainPanel[] => {
    const run = doneRuns(record, name, method).find(({ key }) => data.umapOf(key) !== undefined);
    const layout = run && data.umapOf(run.key);
    const group = truth ?? (run && data.labelsOf(run.key, "own"));
    return layout && group ? [{ title: method, note: `seed ${run.seed}`, ...unitSquare(layout, group) }] : [];
  });
  if (panels.length === 0) return undefined;
  const count = panels.reduce((most, { group }) => Array.from(group).reduce((a, b) => Math.max(a, b + 1), most), 0);
  const names = truth ? truthNames : Array.from({ length: count }, (_, code) => `${code + 1}`);
  const [legendTitle, missingName] = truth ? ["Known label", "no label"] : ["Domain", "none"];
  const coloured = truth ? "the known label" : "its own domains";
  return {
    ...{ name: figureName("umap", name), title: name },
    svg: domainMaps(panels, {
      ...{ names, colors: palette(names.length), legendTitle, missingName },
      ...{ yDown: false, raster: true, columns: 4, size: 210 },
    }),
    caption: `UMAP of the embedding of each method on ${name}, of its first seed, coloured by ${coloured}. Distances between groups mean little; whether groups that are neighbours in the tissue are neighbours here shows what the embedding kept of their order.`,
  };
}

/** The cells that have a place, in a square of side 1: scales of UMAPs mean nothing. */
function unitSquare(
  layout: Float64Array,
  codes: Int32Array,
): { readonly xy: Float64Array; readonly group: Int32Array } {
  const cells = Array.from(codes.keys()).filter((i) => Number.isFinite(layout[2 * i]));
  const xy = new Float64Array(2 * cells.length);
  for (const axis of [0, 1]) {
    const values = cells.map((i) => layout[2 * i + axis]);
    const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    values.forEach((value, at) => {
      xy[2 * at + axis] = (value - low) / (high - low || 1);
    });
  }
  return { xy, group: Int32Array.from(cells, (i) => codes[i]) };
}
