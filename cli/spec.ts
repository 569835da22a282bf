import type { Options } from "../src/core/options/option.ts";
import type { Overview } from "./overviews.ts";
import type { Invocation } from "./terminal.ts";

/** What the help of a command shows. */
export interface CommandHelp extends Overview {
  readonly options: readonly Options[];
  /** Command lines, or other text, for the end of the short help. */
  readonly examples: readonly string[];
  /** Text for the end of the whole help. */
  readonly notes?: string;
}

/** One command: its arguments, the tables that its flags, checks and help come from, and what it does. */
export interface CommandSpec extends CommandHelp {
  /** Options that its manifests hold and that follow from its other inputs: `--config` passes over them. */
  readonly derived?: readonly string[];
  /** Flags of earlier versions, and what replaces them. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Help of the part of the command that the words of a call name; undefined for that of the whole. */
  helpOn?(words: readonly string[]): CommandHelp | undefined;
  /** @param given options as typed or as in the file of `--config`, by name, not checked yet. */
  run(args: CommandArguments, given: Given, invocation: Invocation): Promise<void>;
}

/** Arguments in their order; a list where several are allowed. */
export type CommandArguments = readonly (string | readonly string[])[];

/** Options by name, as typed. */
export type Given = Readonly<Record<string, unknown>>;
