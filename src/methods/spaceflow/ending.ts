import type { PhaseProgress } from "../../nn/fit.ts";

/** Training does not end before so many steps. */
const fewestSteps = 100;

/**
 * Whether training ends: the loss has had no new least for more than `patience` steps, and more than 100 steps are done.
 *
 * @param losses of all steps so far.
 */
export function ends({ losses }: Pick<PhaseProgress, "losses">, patience: number): boolean {
  if (losses.length - 1 <= fewestSteps) return false;
  let [least, since] = [Number.POSITIVE_INFINITY, 0];
  for (const step of losses) {
    const total = Object.values(step).reduce((sum, loss) => sum + loss, 0);
    since = total < least ? 0 : since + 1;
    least = Math.min(least, total);
  }
  return since > patience;
}
