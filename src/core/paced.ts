import { CellScapeError } from "./errors.ts";

/** Long work in pieces: yields the share that is done, 0 to 1, between them, and returns what it makes. */
export type Paced<T> = Generator<number, T, void>;

export interface PaceOptions {
  /** Awaited when it promises something. */
  readonly onShare?: ((share: number) => void | Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** All of it at once. */
export function finish<T>(work: Paced<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Piece by piece, with the waiting events, an abort among them, let through in between.
 *
 * @throws cancelled when the signal has fired.
 */
export async function pace<T>(work: Paced<T>, { onShare, signal }: PaceOptions = {}): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await onShare?.(value);
    await pause();
    if (signal?.aborted) throw new CellScapeError("cancelled", "stopped by the user");
  }
}

/** The work as the part `from` .. `to` of a larger one. */
export function* part<T>(work: Paced<T>, from: number, to: number): Paced<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    yield from + value * (to - from);
  }
}

/** Let waiting events run. */
export async function pause(): Promise<void> {
  await new Promise<void>((resume) => {
    setTimeout(resume, 0);
  });
}
