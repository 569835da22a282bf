import { CellScapeError } from "../../core/errors.ts";
import { groupsOf } from "../../data/groups.ts";
import { palette } from "../../figure/color/palette.ts";
import type { MapOptions } from "../../figure/drawing/mapLayout.ts";
import { valueMaps } from "../../figure/valueMap.ts";
import { positionsOf, type RunArtifacts } from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import { domainFigure } from "../figures.ts";
import type { ChosenGenes } from "./geneFigures.ts";

/** How a map is drawn. */
export interface Drawing {
  /** Side in px of a square map. */
  readonly size?: number;
  readonly title?: string | undefined;
  /** Panels next to each other. */
  readonly columns?: number;
}

/** Log expression of chosen genes in the tissue, a panel each. */
export function geneMapsOf(
  made: RunArtifacts,
  { names, values }: ChosenGenes,
  config: Config,
  drawing: Drawing,
): string {
  const { dataset, selection } = made;
  const xy = positionsOf(made);
  const panels = names.map((title, at) => {
    const all = new Float64Array(dataset.cells.length).fill(Number.NaN);
    selection.cells.forEach((cell, i) => {
      all[cell] = values[at][i];
    });
    return { title, xy, values: all };
  });
  return valueMaps(panels, {
    ...{ clip: 0.005, label: "Log expression", ...tissueMapOptions(made, config) },
    ...withoutUndefined(drawing),
  });
}

/**
 * A column of obs in the tissue: labels as groups, numbers by a colour map.
 *
 * @throws bad-option where there is no such column.
 */
export function columnMap(made: RunArtifacts, name: string, config: Config, drawing: Drawing): string {
  const { dataset } = made;
  const column = dataset.obs.columns.get(name);
  if (!column) {
    const has = [...dataset.obs.columns.keys()].join(", ") || "no columns";
    throw new CellScapeError("bad-option", `figure obs/${name}: expected a column of obs (${has}), got ${name}`);
  }
  const options = { ...tissueMapOptions(made, config), ...withoutUndefined(drawing) };
  if (column.kind === "number") {
    const panel = { xy: positionsOf(made), values: column.values };
    return valueMaps([panel], { ...options, clip: 0.005, label: name });
  }
  const { codes, categories } = groupsOf(column, `obs/${name}`);
  return domainFigure(dataset, codes, { ...options, names: categories, colors: palette(categories.length) }, config);
}

function withoutUndefined({ size, title, columns }: Drawing): Pick<MapOptions, "size" | "title" | "columns"> {
  return {
    ...(columns === undefined ? {} : { columns }),
    ...(size === undefined ? {} : { size }),
    ...(title === undefined ? {} : { title }),
  };
}
