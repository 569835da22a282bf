import type { Progress } from "../../src/core/progress.ts";
import type { Inspection } from "../../src/io/inspection/inspection.ts";
import type { FieldGroup } from "../worker/fields.ts";

/** Files of the user: one, or those of a folder. */
export interface Picked {
  /** Of the file or the folder. */
  readonly name: string;
  /** By path inside the folder; one file under its own name. */
  readonly files: readonly { readonly path: string; readonly file: Blob }[];
  readonly isFolder: boolean;
}

export interface RunOrder {
  readonly input: Picked;
  /** Options that are not at their defaults, as the user typed them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Go on with the unfinished run of this input. */
  readonly resume: boolean;
}

export interface Ran {
  /** What was found and where it is, one line each. */
  readonly lines: readonly string[];
  /** Ended early at the user's wish. */
  readonly stopped: boolean;
  readonly files: readonly { readonly name: string; readonly content: Blob }[];
}

/** What a page may ask of its worker: arguments, result, and what is told on the way. */
export interface Calls {
  /** The form of a run. */
  readonly fields: { readonly args: undefined; readonly result: readonly FieldGroup[]; readonly told: never };
  /** What the input is. */
  readonly inspect: { readonly args: Picked; readonly result: Inspection; readonly told: never };
  /** Whether an unfinished run of this input is kept. */
  readonly hasUnfinished: { readonly args: Picked; readonly result: boolean; readonly told: never };
  readonly run: { readonly args: RunOrder; readonly result: Ran; readonly told: Progress };
}

export type CallName = keyof Calls;

/** What a handler is given besides its arguments. */
export interface CallContext<Told> {
  /** Fires when the user wants the work to stop with what is there. */
  readonly signal: AbortSignal;
  tell(progress: Told): void;
}

/** One function per call. */
export type Handlers = {
  readonly [Name in CallName]: (
    args: Calls[Name]["args"],
    context: CallContext<Calls[Name]["told"]>,
  ) => Promise<Calls[Name]["result"]>;
};
