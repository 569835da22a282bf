import type { StoredResult } from "../../run/stored/storedResult.ts";
import { coOccurrenceNames } from "./keys.ts";
import { coOccurrenceStep, makeCoOccurrence } from "./step.ts";

/** The step for a result that holds ratios of the same cells and labels, which are read. */
export function storedCoOccurrenceStep(stored: StoredResult): typeof coOccurrenceStep {
  return {
    ...coOccurrenceStep,
    run: (made, context) => {
      const names = coOccurrenceNames(context.config);
      return makeCoOccurrence(made, context, async (name, madeFrom, categories) => {
        const path = `uns/${names[name]}`;
        if ((await stored.entry(`${names[name]}/made_from`)) !== madeFrom) return undefined;
        const [ratios, distances] = [await stored.numbers(`${path}/occ`), await stored.numbers(`${path}/interval`)];
        if (!ratios || !distances) return undefined;
        if (ratios.length !== categories.length ** 2 * (distances.length - 1)) return undefined;
        return { categories, distances: Float32Array.from(distances), ratios, madeFrom };
      });
    },
  };
}
