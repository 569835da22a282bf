import type { Artifacts } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import { type Quality, qualityOf } from "./quality.ts";

export const qualityStep: Step<Quality, Pick<Artifacts, "dataset" | "selection">> = {
  does: () => "Computing quality metrics",
  needs: () => ["dataset", "selection"],
  policy: optional,
  run: ({ dataset, selection }) => qualityOf(dataset, selection.cells),
};
