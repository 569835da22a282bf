import { fingerprintOf } from "../../core/fingerprint.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import { typeKeyOf } from "./keys.ts";
import { cellTypesStep, makeCellTypes } from "./step.ts";

/** The step for a result that holds types of the same graph and settings, which are read unless they were edited. */
export function storedCellTypesStep(stored: StoredResult): typeof cellTypesStep {
  return {
    ...cellTypesStep,
    run: (made, context) =>
      makeCellTypes(made, context, async (method, madeFrom) => {
        const column = made.dataset.obs.columns.get(typeKeyOf(context.config));
        if (column?.kind !== "category") return undefined;
        const labels = Int32Array.from(made.selection.cells, (cell) => column.codes[cell]);
        for (const entry of [method, `cellscape_${method}`]) {
          const from = await stored.entry(`${entry}/params/made_from`);
          if (from !== madeFrom || (await stored.entry(`${entry}/params/labels`)) !== fingerprintOf(labels)) continue;
          const modularity = await stored.entry(`${entry}/modularity`);
          if (typeof modularity === "number") return { labels, modularity };
        }
        return undefined;
      }),
  };
}
