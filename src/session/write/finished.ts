import type { TissueMap } from "../../report/figures.ts";
import type { ReportWords } from "../../report/html.ts";
import type { AnnDataKeys } from "../../results/annDataKeys.ts";
import type { Annotations } from "../../results/annotations.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import type { RunSettings } from "../options/run.ts";
import type { Input } from "../read/readInput.ts";

/** The results of a run, with what is reported beside them. */
export interface Finished {
  readonly input: Input;
  readonly artifacts: RunArtifacts & Pick<Artifacts, "embeddings">;
  readonly config: RunSettings;
  /** The run's record: settings, seeds, engine, losses, notes. */
  readonly record: Readonly<Record<string, unknown>>;
  /** Entry of uns that the record goes to. */
  readonly recordKey: string;
  /** What result.h5ad gets of the domains themselves. */
  readonly annotations: Annotations;
  /** Entries of the analyses, under names that replace none of the input. */
  readonly analyses: AnnDataKeys;
  /** Seconds of each step, where result.h5ad shall hold them. */
  readonly timings: Readonly<Record<string, number>> | undefined;
  /** Sentences of the report on how the domains were found; that of a run by default. */
  readonly words?: ReportWords | undefined;
  /** Maps of the tissue that are written without a report. */
  readonly maps: readonly TissueMap[];
  /** The command line, for the report. */
  readonly command: readonly string[];
}
