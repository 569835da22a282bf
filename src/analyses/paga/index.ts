import type { Analysis } from "../analysis.ts";
import { pagaKeys } from "./keys.ts";
import { pagaMethods } from "./methods.ts";
import { pagaPage } from "./page.ts";
import { pagaStep } from "./step.ts";
import { pagaTables } from "./table.ts";

/** Connectivity of the domains. */
export const pagaAnalysis = {
  name: "paga",
  steps: { paga: pagaStep },
  artifacts: ["paga"],
  keys: pagaKeys,
  tables: pagaTables,
  figures: {
    paga_tissue: "connectivity of the domains on the tissue",
    paga_umap: { describes: "the same on the UMAP of the spatial embedding", also: ["umap"] },
  },
  pages: [pagaPage],
  methods: pagaMethods,
} satisfies Analysis;
