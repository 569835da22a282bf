import type { Artifacts } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { type CompositionEnrichment, compositionEnrichment } from "./compositionEnrichment.ts";

/** Cell types in each domain, against a random assignment. */
export const compositionStep: Step<CompositionEnrichment, Pick<Artifacts, "domains"> & CellTypesMade> = {
  does: () => "Computing cell type composition",
  needs: () => ["domains", "cellTypes"],
  policy: optional,
  run: ({ domains, cellTypes }) => compositionEnrichment(domainColumn(domains), cellTypes.types),
};
