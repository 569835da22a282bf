import type { BenchRecord, Measure } from "../record.ts";

/** What methods are compared by on a data set: agreement where labels are known, else how scattered their domains are. */
export function mainMeasure({ data }: Pick<BenchRecord, "data">, name: string): Extract<Measure, "nmi" | "pas"> {
  return data.find((each) => each.name === name)?.truth === undefined ? "pas" : "nmi";
}

/** Names of measures in figures and tables. */
export const measureNames = {
  ...{ nmi: "NMI", homogeneity: "HOM", completeness: "COM", ari: "ARI" },
  ...{ chaos: "CHAOS", pas: "PAS" },
} as const satisfies Partial<Record<Measure, string>>;

/** The part of a benchmark whose data have known labels: scores of agreement are compared over these only. */
export function withKnownLabels(record: BenchRecord): BenchRecord {
  return { ...record, data: record.data.filter(({ truth }) => truth !== undefined) };
}
