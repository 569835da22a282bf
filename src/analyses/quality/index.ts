import type { Analysis } from "../analysis.ts";
import { qualityPage } from "./page.ts";
import { qualityStep } from "./step.ts";
import { qualityTables } from "./table.ts";

/** Quality control: counts, detected genes and mitochondrial share of the cells. */
export const qualityAnalysis = {
  name: "quality",
  steps: { quality: qualityStep },
  artifacts: ["quality"],
  tables: qualityTables,
  figures: {
    quality: "counts, detected genes and mitochondrial share in the tissue",
    quality_domains: "the same by domain",
  },
  pages: [qualityPage],
} satisfies Analysis;
