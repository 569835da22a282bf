import type { StoredResult } from "../../run/stored/storedResult.ts";
import type { Analysis } from "../analysis.ts";
import { alternativeKeys, alternativesRecord } from "./keys.ts";
import { alternativesPage } from "./page.ts";
import { alternativesStep } from "./step.ts";
import { storedAlternatives } from "./stored.ts";

/** The kinds of partition that the candidates fall into, beside the one that is the result. */
export const alternativesAnalysis = {
  name: "alternatives",
  steps: { alternatives: alternativesStep },
  stored: (result: StoredResult) => storedAlternatives(result) ?? {},
  artifacts: ["alternatives"],
  keys: alternativeKeys,
  record: alternativesRecord,
  figures: { alternatives: "other kinds of partition beside the result, and where they differ" },
  pages: [alternativesPage],
} satisfies Analysis;
