import type { KeepPart } from "../core/keepPart.ts";
import type { Context } from "./artifacts.ts";

/**
 * Keeps the parts of a step in the checkpoints, if there are any. After a stop, what is made in a hurry is not kept, and
 * what was kept is not mixed with it.
 */
export function keepParts(
  step: string,
  { checkpoints, clock, signal }: Pick<Context, "checkpoints" | "clock" | "signal">,
): KeepPart {
  return async <T>(name: string, make: () => T | Promise<T>): Promise<T> => {
    const key = `${step}-${name}`;
    const kept = signal?.aborted ? undefined : await checkpoints?.load(key);
    // Only the same step of the same version, with the same settings, keeps something under this name.
    if (kept !== undefined) return kept as T;
    const started = clock();
    const made = await make();
    if (made !== undefined && !signal?.aborted) await checkpoints?.save(key, made, clock() - started);
    return made;
  };
}
