import type { Analysis } from "../analysis.ts";
import { coOccurrenceKeys } from "./keys.ts";
import { coOccurrenceMethods } from "./methods.ts";
import { coOccurrencePage } from "./page.ts";
import { coOccurrenceStep } from "./step.ts";
import { coOccurrenceTables } from "./table.ts";

/** Co-occurrence of domains and cell types by distance. */
export const coOccurrenceAnalysis = {
  name: "co-occurrence",
  steps: { coOccurrence: coOccurrenceStep },
  artifacts: ["cellTypes", "coOccurrence"],
  keys: coOccurrenceKeys,
  tables: coOccurrenceTables,
  figures: {
    "co_occurrence_*": "co-occurrence by distance of one domain or cell type",
  },
  pages: [coOccurrencePage],
  methods: coOccurrenceMethods,
} satisfies Analysis;
