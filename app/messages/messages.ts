/** From the page to its worker. */
export type ToWorker =
  | { readonly kind: "call"; readonly id: number; readonly name: string; readonly args: unknown }
  | { readonly kind: "stop"; readonly id: number };

/** An error as a message: an instance would lose its code on the way. */
export interface Failure {
  readonly message: string;
  /** Of an error that the library throws on purpose. */
  readonly code: string | undefined;
}

/** From the worker to the page. */
export type FromWorker =
  | { readonly kind: "progress"; readonly id: number; readonly progress: unknown }
  | { readonly kind: "done"; readonly id: number; readonly result: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly failure: Failure };
