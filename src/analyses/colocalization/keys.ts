import type { Column, NumberColumn } from "../../data/table.ts";
import type { AnnDataKeys } from "../../results/annDataKeys.ts";
import { fieldNames } from "../../results/columnNames.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { ColocalizationMade } from "./made.ts";

type Made = RunArtifacts<Pick<ColocalizationMade, "colocalization">>;

/** Distances to the points or the mask, and the tests. */
export function colocalizationKeys(made: Made): Pick<AnnDataKeys, "obs" | "uns"> {
  return { obs: targetDistance(made), uns: testEntries(made) };
}

/** obs: distance of each cell to the points or the mask, in the unit of the positions; NaN where there is none. */
function targetDistance({ colocalization, dataset, selection }: Made): Readonly<Record<string, NumberColumn>> {
  if (!colocalization) return {};
  const values = new Float64Array(dataset.cells.length).fill(Number.NaN);
  selection.cells.forEach((cell, i) => {
    const distance = colocalization.distances[i];
    if (Number.isFinite(distance)) values[cell] = distance;
  });
  return { cellscape_distance: { kind: "number", values } };
}

/** uns: one row per gene or score, and the profiles by distance, the last bin of which is open. */
function testEntries({ colocalization }: Made): Readonly<Record<string, Entry>> {
  if (!colocalization || colocalization.found.length === 0) return {};
  const { kind, file, found } = colocalization;
  const numbers = (of: (row: (typeof found)[number]) => number): Column => {
    return { kind: "number", values: Float64Array.from(found, of) };
  };
  const fields = fieldNames(found.map(({ of }) => of));
  const profiles = found.map(({ profile }, at): [string, Entry] => {
    const column = (of: (bin: (typeof profile)[number]) => number): Column => {
      return { kind: "number", values: Float64Array.from(profile, of) };
    };
    const columns = new Map([
      ["from", column(({ from }) => from)],
      ["to", column(({ to }) => to)],
      ["cells", column(({ cells }) => cells)],
      ["mean_value", column(({ meanValue }) => meanValue)],
      ["share_high", column(({ shareHigh }) => shareHigh)],
      ["null_low", column(({ nullShare }) => nullShare[0])],
      ["null_high", column(({ nullShare }) => nullShare[1])],
    ]);
    return [fields[at], { names: profile.map((_, bin) => `${bin}`), columns }];
  });
  return {
    cellscape_colocalization: {
      target: kind,
      file: file.split(/[\\/]/).at(-1) ?? "",
      tests: {
        names: found.map(({ of }) => of),
        columns: new Map([
          ["cells", numbers(({ cells }) => cells)],
          ["high", numbers(({ high }) => high)],
          ["nearness", numbers(({ nearness }) => nearness)],
          ["z_score", numbers(({ zScore }) => zScore)],
          ["p_value", numbers(({ pValue }) => pValue)],
          ["median_distance_high", numbers(({ medianDistanceHigh }) => medianDistanceHigh)],
          ["median_distance_other", numbers(({ medianDistanceOther }) => medianDistanceOther)],
        ]),
      },
      profiles: Object.fromEntries(profiles),
    },
  };
}
