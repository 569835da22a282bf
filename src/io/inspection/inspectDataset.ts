import type { Dataset } from "../../data/dataset.ts";
import { groupings } from "./groupings.ts";
import { type Inspection, runArguments } from "./inspection.ts";

/** What a format says of itself beyond what it holds. */
export interface FormatFacts {
  readonly format: string;
  readonly version: string;
  /** How and as what numbers the counts are stored. */
  readonly storage: "dense" | "csr" | "csc";
  readonly type: string;
  /** Flags that the input needs. */
  readonly flags?: readonly string[];
}

/** An inspection of a format that has to be read to be known; what the reader had to decide becomes warnings. */
export function inspectDataset(dataset: Dataset, { format, version, storage, type, flags }: FormatFacts): Inspection {
  const { name, cells, genes, counts, countsFrom, obs } = dataset;
  let [lowest, highest, whole] = [0, 0, true];
  for (const value of counts.values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    if (whole && value !== Math.floor(value)) whole = false;
  }
  const range = `from ${lowest} to ${highest}`;
  const why = lowest < 0 ? `negative values ${range}` : `${whole ? "whole numbers" : "fractions"} ${range}`;
  const stored = storage === "dense" ? cells.length * genes.length : counts.values.length;
  const looksLikeCounts = whole && lowest >= 0;
  const shape = { rows: cells.length, columns: genes.length };
  return {
    name,
    format,
    version,
    cells: cells.length,
    genes: genes.length,
    matrices: [{ where: countsFrom, storage, type, ...shape, stored, looksLikeCounts, why }],
    countsFrom,
    positionsFrom: dataset.positionsFrom,
    ...groupings(obs),
    obs: [...obs.columns.keys()],
    obsm: [],
    layers: [],
    warnings: [
      ...(looksLikeCounts ? [] : [`${countsFrom} does not look like raw counts: ${why}`]),
      ...dataset.losses,
      ...dataset.notes,
    ],
    command: runArguments(name, flags),
  };
}
