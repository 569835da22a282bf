import { bytesOf, memoryInWords } from "../../core/memorySize.ts";
import type { Host, MemoryBudget } from "../../host/host.ts";
import type { Config } from "../../run/options/config.ts";

/** What the user allows, else what the platform has to give. */
export function memoryBudget(host: Pick<Host, "memory">, { memory }: Config): MemoryBudget {
  return memory === undefined ? host.memory() : { bytes: bytesOf(memory), why: "--memory" };
}

/** A budget in words: `4.0 GB (--memory)`. */
export function describeBudget({ bytes, why }: MemoryBudget): string {
  return `${memoryInWords(bytes)} (${why})`;
}
