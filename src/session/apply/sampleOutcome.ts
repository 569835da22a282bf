import type { CellScapeError } from "../../core/errors.ts";
import { csvLine } from "../../results/csv.ts";
import type { Novelty } from "../../run/transfer/novelty.ts";
import type { SampleInput } from "../read/sampleSheet.ts";

/** What became of one of several samples. */
export interface SampleOutcome {
  readonly sample: string;
  readonly input: SampleInput;
  /** Folder of its results, within that of all. */
  readonly folder: string;
  /** How its cells compare with the training data; undefined where the sample failed. */
  readonly applied?: AppliedSample | undefined;
  /** Why it failed. */
  readonly error?: CellScapeError | undefined;
}

export interface AppliedSample {
  readonly cells: number;
  readonly cellsUsed: number;
  readonly novelty: Pick<Novelty, "verdict" | "beyond">;
  /** True if the work was stopped early. */
  readonly stopped: boolean;
}

/** Names of the tables of all samples. */
export const statusName = "status.csv";
export const jointName = "domains.csv";

/**
 * One line per sample, in the order of their names: whether it is done, and else why not; then its attributes.
 *
 * @param nameOf the name of a file without its folders.
 */
export function statusTable(outcomes: readonly SampleOutcome[], nameOf: (path: string) => string): string {
  const attributes = [...new Set(outcomes.flatMap(({ input }) => Object.keys(input.attributes ?? {})))];
  const own = ["sample", "file", "folder", "status", "cells", "cells_used", "novelty", "beyond", "error", "message"];
  const names = [...own, ...attributes.map((name) => (own.includes(name) ? `${name}_given` : name))];
  const lines = byName(outcomes).map(({ sample, input, folder, applied, error }) => {
    const status = error ? "failed" : applied?.stopped ? "stopped" : "done";
    const found = [applied?.cells, applied?.cellsUsed, applied?.novelty.verdict, applied?.novelty.beyond];
    const given = attributes.map((name) => input.attributes?.[name]);
    return csvLine([sample, nameOf(input.path), folder, status, ...found, error?.code, error?.message, ...given]);
  });
  return `${[csvLine(names), ...lines].join("\n")}\n`;
}

/** Samples by their names, whatever the order in which they were given. */
export function byName<Named extends { readonly sample: string }>(samples: readonly Named[]): readonly Named[] {
  return [...samples].sort((a, b) => (a.sample < b.sample ? -1 : 1));
}
