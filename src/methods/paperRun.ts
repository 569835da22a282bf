import type { RunDefaults } from "./runDefaults.ts";

/** Settings of the paper for the steps around the network: unscaled genes, one model, mclust on 30 components. */
export const paperRun = {
  scale: "none",
  components: "all",
  seeds: 1,
  clustering: { name: "mclust" },
  policy: "paper",
} as const satisfies RunDefaults;
