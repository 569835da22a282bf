import type { RunDefaults } from "./method.ts";

/** Settings of the paper for the steps around the network: unscaled genes, one model, one mixture on 30 components. */
export const paperRun = {
  scale: "none",
  components: "all",
  seeds: 1,
  policy: "paper",
} as const satisfies RunDefaults;
