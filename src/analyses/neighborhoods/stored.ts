import type { StoredResult } from "../../run/stored/storedResult.ts";
import { neighborhoodNames } from "./keys.ts";
import { makeNeighborhoods, neighborhoodsStep } from "./step.ts";

/** The step for a result that holds scores of the same graph and labels, which are read. */
export function storedNeighborhoodsStep(stored: StoredResult): typeof neighborhoodsStep {
  return {
    ...neighborhoodsStep,
    run: (made, context) => {
      const names = neighborhoodNames(context.config);
      return makeNeighborhoods(made, context, async (name, madeFrom, categories) => {
        const path = `uns/${names[name]}`;
        if ((await stored.entry(`${names[name]}/made_from`)) !== madeFrom) return undefined;
        const zScores = await stored.numbers(`${path}/zscore`);
        const counts = await stored.numbers(`${path}/count`);
        const expected = await stored.numbers(`${path}/expected`);
        if (!zScores || !counts || !expected || zScores.length !== categories.length ** 2) return undefined;
        return { categories, zScores, counts, expected, madeFrom };
      });
    },
  };
}
