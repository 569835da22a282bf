import type { CategoryColumn } from "../../data/table.ts";
import type { Enrichment } from "../enrichment/enrichment.ts";
import type { GroupMarkers } from "../markers/markers.ts";
import type { CompositionShifts } from "./compositionShift.ts";
import type { ConditionExpression } from "./conditionExpression.ts";
import type { Contrast } from "./sampleConditions.ts";

/** Gene sets over-represented among some genes. */
export interface LookedUp {
  readonly query: readonly string[];
  readonly libraries: readonly Enrichment[];
}

/** Expression of one domain or cell type between two conditions; arrays run along `allGenes`. */
export interface ComparedExpression extends ConditionExpression {
  readonly of: "domain" | "cell type";
  /** Of the genes that are higher and lower in the second condition. */
  readonly geneSets: { readonly up: LookedUp; readonly down: LookedUp };
}

/** Wilcoxon tests between the cells of two conditions in one domain or cell type; arrays run along `allGenes`. */
export interface ComparedCells {
  readonly of: "domain" | "cell type";
  readonly group: string;
  readonly markers: GroupMarkers;
}

/** What differs between two conditions, with the sample as the unit. */
export interface Comparison extends Contrast {
  /** Attribute of the samples that holds the conditions. */
  readonly column: string;
  /** [samples] */
  readonly conditions: CategoryColumn;
  /** What samples were adjusted for, such as "donor (4 groups)"; empty where for nothing. */
  readonly adjustedFor: readonly string[];
  /** Shares of domains and of cell types of all cells, and of cell types within domains. */
  readonly sizes: CompositionShifts;
  readonly types: CompositionShifts;
  readonly within: CompositionShifts;
  readonly expression: readonly ComparedExpression[];
  /** Only where it was requested: cells instead of samples as the unit. */
  readonly cells: readonly ComparedCells[];
}

export interface ComparisonMade {
  /** Of the conditions that `--compare` names. */
  readonly comparison: Comparison;
}
