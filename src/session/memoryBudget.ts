import type { Config } from "../run/options/config.ts";
import { bytesOf, memoryInWords } from "../run/plan/size.ts";

/** Memory that a run may take, and why so much. */
export interface MemoryBudget {
  readonly bytes: number;
  readonly why: string;
}

/** Of the memory that is free, what a run may take: the rest is for what else the machine does, and for our error. */
const share = 0.8;

/** What the user allows, else a share of what the machine, or the container around us, has free. */
export function memoryBudget({ memory }: Config): MemoryBudget {
  if (memory !== undefined) return { bytes: bytesOf(memory), why: "--memory" };
  const bytes = share * process.availableMemory() + process.memoryUsage.rss();
  return { bytes, why: `${100 * share} % of what is free; --memory sets it` };
}

/** A budget in words: `4.0 GB (--memory)`. */
export function describeBudget({ bytes, why }: MemoryBudget): string {
  return `${memoryInWords(bytes)} (${why})`;
}
