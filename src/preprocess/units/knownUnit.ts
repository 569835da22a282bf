import type { Dataset } from "../../data/dataset.ts";
import { sharedUnit } from "./sharedUnit.ts";
import { unitOfColumns } from "./unitOfColumns.ts";
import { visiumSpacing, visiumSpacingUm } from "./visiumLattice.ts";

/**
 * A data set with the unit of its positions where its reader did not know it and it can be known: by the scale factors beside the tissue
 * picture, by columns that only one instrument writes, or by the lattice of Visium, whose spots are then known to be spots. A note
 * states which.
 */
export async function withKnownUnit(dataset: Dataset): Promise<Dataset> {
  if (dataset.unitUm !== undefined) return dataset;
  const known = (unitUm: number, why: string): Dataset => ({
    ...dataset,
    unitUm,
    notes: [...dataset.notes, `positions are in units of ${short(unitUm)} um: ${why} (--unit-um sets it)`],
  });
  const factor = micronsPerPixel(dataset);
  if (factor !== undefined) return known(factor, "microns_per_pixel of uns/spatial");
  const instrument = unitOfColumns(dataset);
  if (instrument !== undefined) return known(instrument.um, instrument.why);
  const spacing = await visiumSpacing(dataset);
  if (spacing === undefined) return dataset;
  const why = `spots lie on the lattice of Visium, ${visiumSpacingUm} um apart`;
  return { ...known(visiumSpacingUm / spacing, why), spots: true };
}

/** Space Ranger's own factor for Visium HD, where positions are those that lie under the picture. */
function micronsPerPixel({ tissue, tissues, positionsFrom }: Dataset): number | undefined {
  if (!positionsFrom.startsWith("obsm/spatial")) return undefined;
  const all = [...(tissue ? [tissue] : []), ...(tissues ?? [])];
  const units = all.map(({ scaleFactors: { microns_per_pixel: um } }) => (um > 0 ? um : undefined));
  return sharedUnit(units).unitUm;
}

const short = (value: number) => String(Number(value.toPrecision(4)));
