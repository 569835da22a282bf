import { type Inspection, runArguments } from "../inspection/inspection.ts";
import { chooseGenes } from "./features.ts";
import type { TenxMatrix } from "./matrix.ts";
import { noPositions } from "./surroundings.ts";

export interface TenxInspected {
  /** What the user gave. */
  readonly name: string;
  readonly format: string;
  readonly matrix: TenxMatrix;
  /** The file with the positions; undefined when there is none. */
  readonly positionsFrom: string | undefined;
  readonly choices?: readonly string[];
  /** Flags that the command needs. */
  readonly flags?: readonly string[];
}

/** What a 10x matrix and the files near it hold, from a look at some of its values. */
export async function inspectTenx({
  name,
  format,
  matrix,
  positionsFrom,
  choices = [],
  flags = [],
}: TenxInspected): Promise<Inspection> {
  const { genes, var: variables, notes, losses } = chooseGenes(matrix.name, matrix.features, undefined);
  const cells = matrix.barcodes.length;
  const { looksLikeCounts, why } = look(await matrix.sample());
  return {
    name,
    format,
    version: matrix.version,
    cells,
    genes: genes.length,
    matrices: [
      {
        where: matrix.countsFrom,
        storage: "csr",
        type: matrix.type,
        rows: cells,
        columns: matrix.features.names.length,
        stored: matrix.stored,
        looksLikeCounts,
        why,
      },
    ],
    countsFrom: matrix.countsFrom,
    positionsFrom,
    labels: [],
    samples: [],
    obs: [...matrix.obs.keys()],
    obsm: [],
    layers: [],
    choices: [...choices, `var: ${[...variables.columns.keys()].join(", ")}`],
    warnings: [...(positionsFrom === undefined ? [noPositions] : []), ...losses, ...notes],
    command: runArguments(name, [...flags, ...(positionsFrom === undefined ? ["--positions", "FILE"] : [])]),
  };
}

function look(values: ArrayLike<number>): { looksLikeCounts: boolean; why: string } {
  let lowest = 0;
  let highest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isInteger(value)) return { looksLikeCounts: false, why: `values such as ${value}` };
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (lowest < 0) return { looksLikeCounts: false, why: `negative values down to ${lowest}` };
  return { looksLikeCounts: true, why: `whole numbers from ${lowest} to ${highest}` };
}
