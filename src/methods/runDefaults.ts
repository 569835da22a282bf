/** Defaults of a run that a method or preset sets; what the user chose comes before them. */
export interface RunDefaults {
  /** Scaling of genes. */
  readonly scale?: "auto" | "z-score" | "center" | "none";
  /** Principal components of the input, or the genes themselves. */
  readonly components?: number | "all";
  /** How embeddings of several samples are brought together; none by default. */
  readonly alignSamples?: "counterparts" | "none";
  /** Seeds of a run. */
  readonly seeds?: number;
  /** How domains are found in the embeddings: a consensus of mixtures by default. */
  readonly clustering?: ClusteringChoice;
  /** Name of the rules and thresholds of domains, of those in `domains/policy.ts`. */
  readonly policy?: string;
}

/** An entry of the table of clusterings in `domains/`, and its options. */
export interface ClusteringChoice {
  readonly name: string;
  readonly options?: object;
}

/** An entry of `domains/refinement/methodRefinements.ts`, and its options. */
export interface RefinementChoice {
  readonly name: string;
  /** All cells up to this distance are neighbours, in the unit of the positions; else so many as the entry has. */
  readonly radius?: number | undefined;
}
