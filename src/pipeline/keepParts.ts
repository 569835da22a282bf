import type { KeepPart } from "../data/keepPart.ts";
import type { Context } from "./artifacts.ts";

/** Keeps the parts of a step in the checkpoints, if there are any; what is made in a hurry, after a stop, is not kept. */
export function keepParts(
  step: string,
  { checkpoints, clock, signal }: Pick<Context, "checkpoints" | "clock" | "signal">,
): KeepPart {
  return async <T>(name: string, make: () => T | Promise<T>): Promise<T> => {
    const key = `${step}-${name}`;
    const kept = await checkpoints?.load(key);
    // Only the same step of the same version, with the same settings, keeps something under this name.
    if (kept !== undefined) return kept as T;
    const started = clock();
    const made = await make();
    if (made !== undefined && !signal?.aborted) await checkpoints?.save(key, made, clock() - started);
    return made;
  };
}
