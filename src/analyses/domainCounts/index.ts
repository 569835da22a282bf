import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import { domainCountsPage } from "./page.ts";
import { otherCountsStep } from "./step.ts";

/** The domains of other numbers, where the number was selected. */
export const domainCountsAnalysis = {
  name: "domain-counts",
  steps: { otherCounts: otherCountsStep },
  artifacts: ["otherCounts"],
  runs: ({ domains }: Config, wanted: boolean) => wanted && domains === "auto",
  pages: [domainCountsPage],
} satisfies Analysis;
