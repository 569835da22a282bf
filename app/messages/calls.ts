import type { Progress } from "../../src/core/progress.ts";
import type { Inspection } from "../../src/io/inspection/inspection.ts";
import type { FieldGroup } from "../worker/fields.ts";
import type { AnalysisCalls } from "./analysisCalls.ts";
import type { Picked, ResultFile } from "./files.ts";
import type { HandlersOf } from "./table.ts";

export interface RunOrder {
  readonly input: Picked;
  /** Options that are not at their defaults, as the user typed them; for those that name files, the files. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Go on with the unfinished run of this input. */
  readonly resume: boolean;
}

export interface Ran {
  /** Where this browser keeps the files. */
  readonly folder: string;
  /** What was found and where it is, one line each. */
  readonly lines: readonly string[];
  /** Ended early at the user's wish. */
  readonly stopped: boolean;
  readonly files: readonly ResultFile[];
}

/** Results or unfinished work of one input that this browser keeps. */
export interface KeptRun {
  readonly folder: string;
  /** Of the input. */
  readonly name: string;
  readonly bytes: number;
  /** When it was last written to, in milliseconds since 1970. */
  readonly changed: number;
  readonly isFinished: boolean;
}

export interface Kept {
  /** False where the browser refuses files that outlive the page, as some private windows do. */
  readonly isLasting: boolean;
  readonly runs: readonly KeptRun[];
  /** Files of which the genes are kept, so that they open at once, and their bytes. */
  readonly genes: { readonly files: number; readonly bytes: number };
  /** Bytes that the browser still grants; undefined where it does not report them. */
  readonly free: number | undefined;
}

/** Calls of a page to its worker: arguments, result, and events on the way. */
export interface Calls extends AnalysisCalls {
  /** The form of a run. */
  readonly fields: { readonly args: undefined; readonly result: readonly FieldGroup[]; readonly progress: never };
  /** Whether the input is a result of a run, which is opened to be looked at. */
  readonly isResult: { readonly args: Picked; readonly result: boolean; readonly progress: never };
  /** What the input is. */
  readonly inspect: { readonly args: Picked; readonly result: Inspection; readonly progress: never };
  /** Whether an unfinished run of this input is kept. */
  readonly hasUnfinished: { readonly args: Picked; readonly result: boolean; readonly progress: never };
  readonly kept: { readonly args: undefined; readonly result: Kept; readonly progress: never };
  /** The results of an earlier run, by its folder. */
  readonly openKept: { readonly args: string; readonly result: Ran; readonly progress: never };
  /** Delete results and unfinished work, by the folder. */
  readonly forget: { readonly args: string; readonly result: undefined; readonly progress: never };
  /** Delete the genes of files that were opened. */
  readonly forgetGenes: { readonly args: undefined; readonly result: undefined; readonly progress: never };
  /** Files as one archive. */
  readonly zip: { readonly args: readonly ResultFile[]; readonly result: Blob; readonly progress: never };
  readonly run: { readonly args: RunOrder; readonly result: Ran; readonly progress: Progress };
}

/** One function per call. */
export type Handlers = HandlersOf<Calls>;
