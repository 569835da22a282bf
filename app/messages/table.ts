/** A call that a page makes of its worker: arguments, result, and what is reported on the way. */
export interface CallShape {
  readonly args: unknown;
  readonly result: unknown;
  readonly progress: unknown;
}

/** Calls by name. */
export type CallTable<Table> = { readonly [Name in keyof Table]: CallShape };

/** What a handler is given besides its arguments. */
export interface CallContext<Reported> {
  /** Fires when the user wants the work to stop with what is there. */
  readonly signal: AbortSignal;
  report(progress: Reported): void;
}

/** One function per call. */
export type HandlersOf<Table extends CallTable<Table>> = {
  readonly [Name in keyof Table]: (
    args: Table[Name]["args"],
    context: CallContext<Table[Name]["progress"]>,
  ) => Promise<Table[Name]["result"] | Moved<Table[Name]["result"]>>;
};

/** A result whose buffers go to the page: they are gone on the worker's side. */
export class Moved<Result> {
  readonly result: Result;
  readonly buffers: readonly Transferable[];

  constructor(result: Result, buffers: readonly Transferable[]) {
    this.result = result;
    this.buffers = buffers;
  }
}
