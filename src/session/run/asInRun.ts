import type { Dataset } from "../../data/dataset.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { RunRecord } from "../../run/stored/runRecord.ts";

/** The data set as the run had it: called as its input, with its unit, and with the samples in its order. */
export function asInRun(dataset: Dataset, { input: file, unit_um: unitUm, samples }: RunRecord): Dataset {
  return {
    ...dataset,
    name: file.name ?? dataset.name,
    ...(unitUm === undefined ? {} : { unitUm }),
    ...(dataset.samples && samples ? { samples: ordered(dataset.samples, samples.names) } : {}),
  };
}

function ordered(samples: NonNullable<Dataset["samples"]>, names: readonly string[]): NonNullable<Dataset["samples"]> {
  // Samples whose cells were all taken out since are not there any more.
  const order = names.map((name) => samples.names.indexOf(name)).filter((code) => code >= 0);
  if (order.length !== samples.names.length) return samples;
  const { rows, columns } = samples.attributes;
  return {
    ...samples,
    names: order.map((code) => samples.names[code]),
    codes: samples.codes.map((code) => order.indexOf(code)),
    attributes: {
      rows,
      columns: new Map([...columns].map(([name, column]) => [name, pickRows(column, order)])),
    },
  };
}
