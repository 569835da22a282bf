import type { BenchRecord, RunRecord, Scores } from "../../src/bench/record.ts";

/** Scores of which all measures are one number. */
export function scoresAt(nmi: number): Scores {
  return { nmi, homogeneity: nmi, completeness: nmi, ari: nmi, chaos: 0.1, pas: 1 - nmi, domains: 4 };
}

/** A run that ended well, raw and refined alike. */
export function runAt(method: string, seed: number | undefined, nmi: number, data = "slice"): RunRecord {
  const scores = scoresAt(nmi);
  return {
    ...{ data, method, seed, key: `${data}-${method}-${seed}`, labels: `${nmi}`, warnings: [] },
    scores: { raw: scores, own: scores, vote: scores },
    cost: { seconds: 10 * nmi, cpuSeconds: 9 * nmi, fitSeconds: 8 * nmi, peakMb: 300 },
  };
}

export function benchOf(runs: readonly RunRecord[], more: Partial<BenchRecord> = {}): BenchRecord {
  const names = [...new Set(runs.map(({ method }) => method))];
  const data = [...new Set(runs.map((run) => run.data))].map((name) => ({
    ...{ name, file: `${name}.h5ad`, sha256: "0".repeat(64), truth: "layer", unknown: [] },
    ...{ cells: 100, genes: 20, labelled: 98, domains: 4 },
  }));
  return {
    ...{ program: "cellscape", version: "0.1.0", date: "2026-01-02T03:04:05.000Z", command: ["bench", "slice.h5ad"] },
    ...{ platform: "Node", reference: names[0], vote: 30, inputs: "paper", hash: "0123456789abcdef" },
    limits: { seconds: 7200, memoryMb: 8192 },
    data,
    methods: names.map((name) => ({ name, kind: "method", settings: { method: name } })),
    runs,
    ...more,
  };
}

/** The same benchmark without known labels: nothing of the agreement with them. */
export function unlabelled(record: BenchRecord): BenchRecord {
  const without = ({ chaos, pas, domains }: Scores): Scores => ({ chaos, pas, domains });
  const runs = record.runs.map((run) => {
    if (run.scores === undefined) return run;
    const { raw, own, vote } = run.scores;
    return { ...run, scores: { raw: without(raw), own: without(own), vote: without(vote) } };
  });
  return { ...record, runs, data: record.data.map((each) => ({ ...each, truth: undefined, labelled: 0 })) };
}
