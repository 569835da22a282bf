import type { AnalysisArtifacts } from "../../analyses/registry.ts";
import { CellScapeError } from "../../core/errors.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { RunArtifacts } from "../../results/reported.ts";

/** Sides of a box in the unit of the positions. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/** @throws bad-option for what are not four numbers, or a box without an inside. */
export function boxOf(text: string): Box {
  const sides = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [x0, y0, x1, y1] = sides;
  if (sides.length === 4 && x1 > x0 && y1 > y0) return [x0, y0, x1, y1];
  throw new CellScapeError("bad-option", `--crop: expected x0,y0,x1,y1 with x0 < x1 and y0 < y1, got ${text}`);
}

type Made = RunArtifacts<AnalysisArtifacts>;

/**
 * What a run made of the cells in a box, for maps: data set, selection, domains and cell types.
 *
 * @returns it, and which of the analysed cells are left.
 * @throws bad-option where no cell lies in it.
 */
export function cropped(made: Made, [x0, y0, x1, y1]: Box): { readonly made: Made; readonly kept: Uint32Array } {
  const { dataset, selection, domains, cellTypes, allGenes: _, ...others } = made;
  const { positions, cells, samples, obs } = dataset;
  const rows = Uint32Array.from(cells.keys()).filter((i) => {
    const [x, y] = [positions.values[i * positions.columns], positions.values[i * positions.columns + 1]];
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  });
  if (rows.length === 0) {
    throw new CellScapeError("bad-option", `--crop: expected a box with cells in it, got ${x0},${y0},${x1},${y1}`);
  }
  const placeOf = new Map(Array.from(rows, (row, at) => [row, at]));
  const kept = Uint32Array.from(selection.cells.keys()).filter((i) => placeOf.has(selection.cells[i]));
  const codes = (labels: Int32Array) => Int32Array.from(kept, (i) => labels[i]);
  const inside: Made = {
    ...others,
    dataset: {
      ...dataset,
      cells: Array.from(rows, (row) => cells[row]),
      positions: {
        rows: rows.length,
        columns: 2,
        values: Float64Array.from(
          Array.from(rows).flatMap((row) => [
            positions.values[row * positions.columns],
            positions.values[row * positions.columns + 1],
          ]),
        ),
      },
      obs: {
        rows: rows.length,
        columns: new Map([...obs.columns].map(([name, column]) => [name, pickRows(column, rows)])),
      },
      ...(samples ? { samples: { ...samples, codes: Int32Array.from(rows, (row) => samples.codes[row]) } } : {}),
    },
    selection: { ...selection, cells: Uint32Array.from(kept, (i) => placeOf.get(selection.cells[i]) ?? 0) },
    domains: {
      ...domains,
      refined: codes(domains.refined),
      raw: codes(domains.raw),
      confidence: Float32Array.from(kept, (i) => domains.confidence[i]),
    },
    ...(cellTypes
      ? { cellTypes: { ...cellTypes, types: { ...cellTypes.types, codes: codes(cellTypes.types.codes) } } }
      : {}),
  };
  return { made: inside, kept };
}
