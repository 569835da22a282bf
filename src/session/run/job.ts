import type { AllArtifacts } from "../../analyses/registry.ts";
import type { TissueMap } from "../../report/figures.ts";
import type { ReportWords } from "../../report/html.ts";
import type { Annotations } from "../../results/annotations.ts";
import type { SampledCells } from "../../run/options/settings.ts";
import type { AnyStep } from "../../run/step.ts";
import type { RunSettings } from "../options/run.ts";
import type { Planned } from "./planFile.ts";

/** Names of jobs, as manifests record them. */
export type JobName = "run" | "apply" | "colocalize" | "fit" | "analyze" | "choose" | "apply-edits";

/** What a session computes: a graph of steps, what is wanted of it, and how it is planned. */
export interface Job<Made extends AllArtifacts = AllArtifacts> extends Pick<Planned, "fitInto"> {
  readonly name: JobName;
  /** A step for every artifact that it may make. */
  readonly steps: { readonly [Name in Exclude<keyof Made, "dataset">]: AnyStep<Made[Name]> };
  /** Artifacts that the results are written from, in the order in which they are made. */
  wanted(config: RunSettings, dataset: SampledCells): readonly (keyof Made & string)[];
  usesEngine(config: RunSettings): boolean;
  /** False for short work of which nothing is kept. */
  readonly resumable: boolean;
  /** What decides its results besides the inputs, the settings and the files that these name. */
  readonly decisive?: Readonly<Record<string, unknown>>;
}

/** What is known when the steps are done. */
export interface Computed<Made> {
  readonly artifacts: Made;
  readonly config: RunSettings;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /** Name of the engine that computed; undefined when none was needed. */
  readonly engine: string | undefined;
  readonly version: string;
}

/** A job that finds domains, so that its results are those of a run. */
export interface DomainJob<Made extends AllArtifacts = AllArtifacts> extends Job<Made> {
  /** Plain text, numbers and lists, for manifest.json and `uns['cellscape']`. */
  record(computed: Computed<Made>): Readonly<Record<string, unknown>>;
  /** Entry of uns that the record goes to; that of a run by default. */
  recordKey?(config: RunSettings): string;
  /** What result.h5ad gets of the domains themselves; as a run finds them by default. */
  annotations?(artifacts: Made, config: RunSettings): Annotations;
  /** Maps of the tissue that are written without a report; all by default. */
  readonly maps?: readonly TissueMap[];
  /** Sentences of the report on how the domains were found; that of a run by default. */
  words?(computed: Computed<Made>): ReportWords | undefined;
}
