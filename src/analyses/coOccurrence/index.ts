import type { StoredResult } from "../../run/stored/storedResult.ts";
import type { Analysis } from "../analysis.ts";
import { coOccurrenceKeys } from "./keys.ts";
import { coOccurrenceMethods } from "./methods.ts";
import { coOccurrencePage } from "./page.ts";
import { coOccurrenceStep } from "./step.ts";
import { storedCoOccurrenceStep } from "./stored.ts";
import { coOccurrenceTables } from "./table.ts";

/** Co-occurrence of domains and cell types by distance. */
export const coOccurrenceAnalysis = {
  name: "co-occurrence",
  steps: { coOccurrence: coOccurrenceStep },
  stored: (result: StoredResult) => ({ coOccurrence: storedCoOccurrenceStep(result) }),
  artifacts: ["cellTypes", "coOccurrence"],
  keys: coOccurrenceKeys,
  tables: coOccurrenceTables,
  figures: {
    "co_occurrence_*": "co-occurrence by distance of one domain or cell type",
  },
  pages: [coOccurrencePage],
  methods: coOccurrenceMethods,
} satisfies Analysis;
