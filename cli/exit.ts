import { CellScapeError } from "../src/node.ts";

/** Exit codes of the command: 0 done, 1 internal error, 2 wrong input, 130 stopped by the user. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof CellScapeError)) return 1;
  return error.code === "cancelled" ? 130 : 2;
}

/** One message for the user, never a stack trace. */
export function messageOf(error: unknown): string {
  if (error instanceof CellScapeError) return `cellscape: ${error.message}`;
  const text = error instanceof Error ? error.message : String(error);
  return `cellscape: internal error (a bug in cellscape, not in your data): ${text}\nPlease report it with the command you ran; CELLSCAPE_DEBUG=1 shows where it happened.`;
}
