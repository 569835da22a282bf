import type { StepLosses } from "../../nn/fit.ts";

/**
 * Whether training ends: for `patience` epochs the validation loss has had no new least.
 *
 * @param losses of all steps so far, the last of each epoch with the validation loss after it.
 * @param batches steps of an epoch.
 */
export function ends(losses: readonly StepLosses[], batches: number, patience: number): boolean {
  let [least, since] = [Number.POSITIVE_INFINITY, 0];
  for (let at = batches - 1; at < losses.length; at += batches) {
    const { validation } = losses[at];
    since = validation < least ? 0 : since + 1;
    least = Math.min(least, validation);
  }
  return since >= patience;
}
