import { CellScapeError } from "../core/errors.ts";

/** Who watches while something is read. */
export interface ReadWatch {
  /** Told the share of the matrix that was read, 0 to 1. */
  readonly onShare?: ((share: number) => void) | undefined;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
}

/** A reading that the user ended. */
export function stoppedReading(): CellScapeError {
  return new CellScapeError("cancelled", "stopped before there was a result to keep; nothing was written");
}
