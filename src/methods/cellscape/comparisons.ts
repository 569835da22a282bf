import type { MethodComparison } from "../method.ts";

/**
 * The paper's spatial-only variant (CellScape_CCI), and its settings read literally: the number of epochs is not stated, so
 * both 40 and 200, after which the learning rate has been halved, are rows.
 */
export const comparisons: readonly MethodComparison[] = [
  { name: "spatial-only", settings: { variant: "spatial-only" } },
  { name: "paper", settings: { preset: "paper" } },
  { name: "paper 200 epochs", settings: { preset: "paper", epochs: 200 } },
  { name: "paper spatial-only", settings: { preset: "paper", variant: "spatial-only" } },
];
