import type { Progress } from "../../src/core/progress.ts";
import type { FieldGroup } from "../worker/fields.ts";
import type { Picked, ResultFile } from "./files.ts";

/** An analysis that can be requested by its name. */
interface ListedAnalysis {
  readonly name: string;
  readonly title: string;
  /** What it lacks for this result, such as gene sets; undefined where it can be computed as it is. */
  readonly lacks: string | undefined;
}

/** What can be computed from a result. */
export interface AnalysisForm {
  /** Column of the domains that are analysed by default. */
  readonly column: string;
  readonly analyses: readonly ListedAnalysis[];
  readonly groups: readonly FieldGroup[];
}

export interface AnalysisOrder {
  /** The result. */
  readonly input: Picked;
  /** Where this browser holds it, where it is a copy with edits: removed once it was analysed. */
  readonly copy: string | undefined;
  /** Where the results go: the same place for the same file and the same analyses. */
  readonly title: string;
  readonly column: string;
  /** As those of a run. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A part of the report with its figures and tables. */
export interface ReportPart {
  readonly id: string;
  readonly title: string;
  /** As the report holds it. */
  readonly html: string;
}

export interface Analysed {
  readonly parts: readonly ReportPart[];
  readonly files: readonly ResultFile[];
}

/** Calls for analyses to a worker. */
export interface AnalysisCalls {
  readonly analysisForm: { readonly args: Picked; readonly result: AnalysisForm; readonly progress: never };
  /** A stop ends the work at once, and nothing of it stays. */
  readonly analyze: { readonly args: AnalysisOrder; readonly result: Analysed; readonly progress: Progress };
}

/** Names of these calls. */
export const analysisNames: Readonly<Record<keyof AnalysisCalls, true>> = { analysisForm: true, analyze: true };
