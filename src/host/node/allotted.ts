import { availableParallelism } from "node:os";
import { megabyte } from "../../core/memorySize.ts";
import type { MemoryBudget } from "../host.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Of the memory that is free, or that a scheduler allots, what a run may take: the rest is for errors of the estimate. */
const usedShare = 0.8;

export interface ThreadBudget {
  readonly count: number;
  /** The variable that the number comes from; undefined for the cores of the machine. */
  readonly why: string | undefined;
}

/** Threads of a run unless the user sets them: the CPUs of its SLURM task, else those that the process may use. */
export function usualThreads(env: Environment = process.env, cores: number = availableParallelism()): ThreadBudget {
  const allotted = wholeOf(env.SLURM_CPUS_PER_TASK);
  if (allotted === undefined) return { count: cores, why: undefined };
  return { count: Math.min(allotted, cores), why: "SLURM_CPUS_PER_TASK" };
}

/**
 * Memory of a run unless the user sets it: of what SLURM allots to the job or, where it is less, of what is free.
 *
 * @param free bytes that are free.
 * @param held bytes that this process holds already.
 */
export function usualMemory(free: number, held: number, env: Environment = process.env): MemoryBudget {
  const share = `${100 * usedShare} % of`;
  const ofFree = { bytes: usedShare * free + held, why: `${share} what is free; --memory sets it` };
  const allotted = allottedMemory(env);
  if (allotted === undefined || usedShare * allotted.bytes > ofFree.bytes) return ofFree;
  return { bytes: usedShare * allotted.bytes, why: `${share} ${allotted.why}; --memory sets it` };
}

/** What SLURM states in megabytes; 0 stands for all of a node. */
function allottedMemory(env: Environment): MemoryBudget | undefined {
  const ofNode = wholeOf(env.SLURM_MEM_PER_NODE);
  if (ofNode !== undefined) return { bytes: ofNode * megabyte, why: "SLURM_MEM_PER_NODE" };
  const ofCpu = wholeOf(env.SLURM_MEM_PER_CPU);
  if (ofCpu === undefined) return undefined;
  const cpus = wholeOf(env.SLURM_CPUS_PER_TASK);
  return cpus === undefined
    ? { bytes: ofCpu * megabyte, why: "SLURM_MEM_PER_CPU" }
    : { bytes: ofCpu * cpus * megabyte, why: "SLURM_MEM_PER_CPU x SLURM_CPUS_PER_TASK" };
}

/** A whole number above 0; undefined for anything else. */
function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
