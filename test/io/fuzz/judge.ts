import { CellScapeError } from "../../../src/core/errors.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Column } from "../../../src/data/table.ts";
import { openDataset } from "../../../src/io/open.ts";
import { contractBreaches } from "../../contract/datasetBreaches.ts";
import { type Case, NAME } from "./cases.ts";

/** How a reader took a case. */
export interface Verdict {
  /**
   * `refused` with an error that names the input; `same` data as of the sound sample, or `different` ones that keep the
   * contract. The others are faults of the reader: a `crash` is any other error, an `unnamed` error names no file, a
   * `broken` data set breaks the contract, and a `silent` one lacks what a file that was cut short held.
   */
  readonly kind: "refused" | "same" | "different" | "crash" | "unnamed" | "broken" | "silent";
  /** The message, or what is different. */
  readonly detail: string;
}

export const FAULTS: ReadonlySet<string> = new Set(["crash", "unnamed", "broken", "silent", "hang", "memory"]);

/** Read a case, and inspect it where asked to. */
export async function judge(each: Case, sound: Dataset, { inspect = true } = {}): Promise<Verdict> {
  const { input, sample, cut } = each;
  let verdict: Verdict;
  try {
    const opened = await openDataset(input);
    verdict = compared(await opened.read(sample.options), sound, cut);
  } catch (error) {
    verdict = refusal(error);
  }
  if (!inspect || FAULTS.has(verdict.kind)) return verdict;
  try {
    await (await openDataset(input)).inspect();
  } catch (error) {
    const inspected = refusal(error);
    if (inspected.kind !== "refused") return { ...inspected, detail: `inspect: ${inspected.detail}` };
  }
  return verdict;
}

function refusal(error: unknown): Verdict {
  if (!(error instanceof CellScapeError)) {
    return { kind: "crash", detail: error instanceof Error ? (error.stack ?? error.message) : `${error}` };
  }
  return { kind: error.message.includes(NAME) ? "refused" : "unnamed", detail: error.message };
}

function compared(dataset: Dataset, sound: Dataset, cut: boolean): Verdict {
  const breaches = contractBreaches(dataset);
  if (breaches.length > 0) return { kind: "broken", detail: breaches.join("; ") };
  const differences = differing(dataset, sound);
  if (differences.length === 0) return { kind: "same", detail: "" };
  const said = ({ notes, losses, cautions = [] }: Dataset) => notes.length + losses.length + cautions.length;
  const silent = cut && said(dataset) <= said(sound);
  return { kind: silent ? "silent" : "different", detail: differences.join(", ") };
}

/** What of a data set is not as in another one. */
export function differing(one: Dataset, other: Dataset): string[] {
  const parts: Record<string, (dataset: Dataset) => unknown> = {
    cells: ({ cells }) => cells,
    genes: ({ genes }) => genes,
    offsets: ({ counts }) => [...counts.starts],
    indices: ({ counts }) => [...counts.indices],
    counts: ({ counts }) => [...counts.values],
    positions: ({ positions }) => [...positions.values],
    obs: ({ obs }) => [...obs.columns].map(([name, column]) => [name, valuesOf(column)]),
    var: (dataset) => [...dataset.var.columns].map(([name, column]) => [name, valuesOf(column)]),
  };
  return Object.keys(parts).filter((part) => plain(parts[part](one)) !== plain(parts[part](other)));
}

/** JSON has no NaN, and takes -0 for 0. */
const plain = (value: unknown) =>
  JSON.stringify(value, (_, each) => (typeof each === "number" && !Number.isSafeInteger(each) ? `${each}` : each));

function valuesOf(column: Column): unknown {
  if (column.kind !== "category") return [...column.values];
  return Array.from(column.codes, (code) => column.categories[code]);
}
