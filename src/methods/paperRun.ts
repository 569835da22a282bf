import type { RunDefaults } from "./method.ts";

/** What the paper says of the steps around the network: unscaled genes, one model, one mixture on 30 components. */
export const paperRun = {
  scale: "none",
  components: "all",
  seeds: 1,
  clustering: { name: "mixtures", options: { components: [30], restarts: 0, voteRounds: 1, graph: undefined } },
} as const satisfies RunDefaults;
