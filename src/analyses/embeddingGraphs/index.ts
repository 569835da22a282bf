import type { StoredResult } from "../../run/stored/storedResult.ts";
import type { Analysis } from "../analysis.ts";
import { graphKeys } from "./keys.ts";
import { intrinsicNeighborsStep, spatialNeighborsStep } from "./step.ts";
import { storedGraphSteps } from "./stored.ts";

/** Nearest neighbours in the embeddings and their graphs, which other analyses read. */
export const embeddingGraphsAnalysis = {
  name: "embedding-graphs",
  listed: false,
  runs: () => false,
  steps: { spatialNeighbors: spatialNeighborsStep, intrinsicNeighbors: intrinsicNeighborsStep },
  stored: (result: StoredResult) => storedGraphSteps(result),
  artifacts: ["spatialNeighbors", "intrinsicNeighbors"],
  keys: graphKeys,
} satisfies Analysis;
