import type { AnnDataKeys } from "../../results/annDataKeys.ts";
import { domainKeyOf, spreadLabels } from "../../results/annDataKeys.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";

/** Labels that were given, and the rank of the cells to label next; missing in all other cells. */
export function hintKeys({ dataset, selection, domains }: RunArtifacts, config: Config): Partial<AnnDataKeys> {
  const { hinting } = domains;
  if (!hinting) return {};
  const { hints, next } = hinting;
  const key = domainKeyOf(config).replace(/_domain$/, "");
  const rank = new Float64Array(dataset.cells.length).fill(Number.NaN);
  next.forEach(({ cell }, at) => {
    rank[selection.cells[cell]] = at + 1;
  });
  const codes = new Int32Array(selection.cells.length).fill(-1);
  hints?.cells.forEach((cell, h) => {
    codes[cell] = hints.codes[h];
  });
  const given =
    hints &&
    spreadLabels({ kind: "category", codes, categories: hints.labels, ordered: false }, { dataset, selection });
  return {
    obs: {
      ...(given ? { [`${key}_hint`]: given } : {}),
      ...(next.length > 0 ? { [`${key}_label_next`]: { kind: "number" as const, values: rank } } : {}),
    },
  };
}
