/** Agreement with known labels and coherence over the tissue. */
export interface Scores {
  /** Arithmetic mean normalisation. Agreement is undefined where no labels are known. */
  readonly nmi?: number | undefined;
  readonly homogeneity?: number | undefined;
  readonly completeness?: number | undefined;
  readonly ari?: number | undefined;
  /** Lower is more coherent. */
  readonly chaos: number;
  readonly pas: number;
  /** Domains found. */
  readonly domains: number;
}

export type Measure = keyof Scores;

/** Before refinement, after the method's own, and after one majority vote of the nearest cells. */
export const refinementNames = ["raw", "own", "vote"] as const;
export type RefinementKind = (typeof refinementNames)[number];
export type ScoresByRefinement = Readonly<Record<RefinementKind, Scores>>;

/** A data set of a benchmark. */
export interface DataRecord {
  readonly name: string;
  /** File without folders, and its digest. */
  readonly file: string;
  readonly sha256: string;
  /** Column of obs with the known labels, which no method reads; undefined where none are known. */
  readonly truth?: string | undefined;
  readonly unknown: readonly string[];
  readonly cells: number;
  readonly genes: number;
  /** Cells with a known label. */
  readonly labelled: number;
  /** K that every method is given. */
  readonly domains: number;
}

/** A row of a benchmark: a method with its settings. */
export interface MethodRecord {
  readonly name: string;
  /** A method of the program, a command of someone else, or labels that exist already. */
  readonly kind: "method" | "plugin" | "labels";
  readonly settings: Readonly<Record<string, unknown>>;
  /** Publication or address. */
  readonly cites?: string | undefined;
  /** Where the row is one value of a varied option. */
  readonly varied?: { readonly base: string; readonly option: string; readonly value: string } | undefined;
}

/** What a run took; undefined where it was not measured. */
export interface RunCost {
  /** Wall seconds of the process, of the fit up to the embedding, and of the clustering with refinement. */
  readonly seconds?: number | undefined;
  readonly fitSeconds?: number | undefined;
  readonly clusteringSeconds?: number | undefined;
  /** Processor seconds of the same. */
  readonly cpuSeconds?: number | undefined;
  readonly fitCpuSeconds?: number | undefined;
  readonly clusteringCpuSeconds?: number | undefined;
  /** Largest resident memory of the process up to the end of the clustering, in megabytes of 2^20 bytes. */
  readonly peakMb?: number | undefined;
}

/** One (data, method, seed). */
export interface RunRecord {
  readonly data: string;
  readonly method: string;
  /** Undefined for what has no seed. */
  readonly seed?: number | undefined;
  /** Hash of settings and data, under which the run is kept. */
  readonly key: string;
  /** Why there is no result; undefined for a run that ended well. */
  readonly failure?: string | undefined;
  readonly scores?: ScoresByRefinement | undefined;
  /** Digest of the labels: equal for runs that found the same domains. */
  readonly labels?: string | undefined;
  readonly cost: RunCost;
  readonly warnings: readonly string[];
}

/** Everything that a benchmark found; bench.json. */
export interface BenchRecord {
  readonly program: string;
  readonly version: string;
  /** ISO 8601. */
  readonly date: string;
  readonly command: readonly string[];
  readonly platform: string;
  /** Name of the method that others are tested against. */
  readonly reference: string;
  /** Cells that are counted by the vote. */
  readonly vote: number;
  readonly inputs: string;
  readonly limits: { readonly seconds: number; readonly memoryMb: number };
  /** Of all settings and data. */
  readonly hash: string;
  readonly data: readonly DataRecord[];
  readonly methods: readonly MethodRecord[];
  readonly runs: readonly RunRecord[];
}
