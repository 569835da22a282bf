import type { StoredResult } from "../../run/stored/storedResult.ts";
import type { Analysis } from "../analysis.ts";
import { neighborhoodKeys } from "./keys.ts";
import { neighborhoodMethods } from "./methods.ts";
import { neighborhoodsPage } from "./page.ts";
import { neighborhoodsStep } from "./step.ts";
import { storedNeighborhoodsStep } from "./stored.ts";
import { neighborhoodTables } from "./table.ts";

/** Neighbourhood enrichment of domains and cell types. */
export const neighborhoodsAnalysis = {
  name: "neighborhoods",
  steps: { neighborhoods: neighborhoodsStep },
  stored: (result: StoredResult) => ({ neighborhoods: storedNeighborhoodsStep(result) }),
  artifacts: ["cellTypes", "neighborhoods"],
  keys: neighborhoodKeys,
  tables: neighborhoodTables,
  figures: {
    "neighborhoods_*": "which domains or cell types are neighbours",
    borders_domains: "the shares of the borders that domains have with each other",
  },
  pages: [neighborhoodsPage],
  methods: neighborhoodMethods,
} satisfies Analysis;
