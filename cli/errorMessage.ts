import { CellScapeError } from "../src/core/errors.ts";

/** One message for the user, never a stack trace. */
export function messageOf(error: unknown): string {
  if (error instanceof CellScapeError) return `cellscape: ${error.message}`;
  const text = error instanceof Error ? error.message : String(error);
  if (lacksMemory(error)) {
    return `cellscape: expected more memory than the system gives, got "${text}"; give it more, also of address space (ulimit -v)`;
  }
  return `cellscape: internal error (a bug in cellscape, not in your data): ${text}\nPlease report it with the command you ran; CELLSCAPE_DEBUG=1 shows where it happened.`;
}

/** Whether JavaScript, WebAssembly or the native engine got no memory; each has its own words. */
export function lacksMemory(error: unknown): boolean {
  return (
    error instanceof Error && /out of memory|allocation failed|bad allocation|allocate memory/i.test(error.message)
  );
}
