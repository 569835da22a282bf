import { CellScapeError, type ErrorCode } from "../src/core/errors.ts";
import { lacksMemory } from "./errorMessage.ts";

/** Exit codes of the command, by what a program that starts it should do. */
export const exitCodes = {
  /** Done. */
  done: 0,
  /** An internal error. */
  internal: 1,
  /** Wrong input or option: the same command fails again. */
  input: 2,
  /** Not enough memory: the same command needs more. */
  memory: 3,
  /** Results cannot be written: another folder or disk is needed. */
  output: 4,
  hangup: 129,
  interrupt: 130,
  terminate: 143,
} as const;

const ofErrors: Readonly<Partial<Record<ErrorCode, number>>> = {
  "no-memory": exitCodes.memory,
  "cannot-write": exitCodes.output,
  cancelled: exitCodes.interrupt,
};

/** The exit code for what ended a command. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CellScapeError) return ofErrors[error.code] ?? exitCodes.input;
  return lacksMemory(error) ? exitCodes.memory : exitCodes.internal;
}
