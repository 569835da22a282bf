import { fingerprintOf } from "../../core/fingerprint.ts";
import { type AnnDataKeys, type DomainKeys, spreadLabels } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { typeColors } from "./colors.ts";
import type { CellTypesMade } from "./made.ts";

/** Column of obs with the cell types. */
export function typeKeyOf({ key = "cellscape" }: DomainKeys): string {
  return `${key}_cell_type`;
}

type Made = RunArtifacts<CellTypesMade>;

/** The types of the cells with their colours, and how they were clustered, as scanpy keeps it. */
export function cellTypeKeys(made: Made, { seed, key }: Config): Pick<AnnDataKeys, "obs" | "uns"> {
  const { cellTypes } = made;
  if (!cellTypes) return { obs: {}, uns: {} };
  const typeKey = typeKeyOf({ key });
  const { foundBy, resolution, modularity, madeFrom = "" } = cellTypes;
  const colors = { [`${typeKey}_colors`]: typeColors(made) };
  const clustering: Readonly<Record<string, Entry>> =
    resolution === undefined || modularity === undefined
      ? {}
      : {
          [foundBy]: {
            params: {
              ...{ resolution, random_state: seed, n_iterations: -1 },
              made_from: madeFrom,
              labels: fingerprintOf(cellTypes.types.codes),
            },
            modularity,
          },
        };
  return { obs: { [typeKey]: spreadLabels(cellTypes.types, made) }, uns: { ...colors, ...clustering } };
}
