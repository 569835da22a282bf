import type { CategoryColumn } from "../../data/table.ts";
import type { EmbeddingName } from "../embeddingGraphs/made.ts";

/** What kind of cell each analysed cell is. */
export interface CellTypes {
  /** [cells] type of each analysed cell. */
  readonly types: CategoryColumn;
  /** How they were found: communities of `graph`, or the file's own annotation `column`. */
  readonly foundBy: "leiden" | "louvain" | "column";
  readonly column: string | undefined;
  readonly embedding: EmbeddingName | undefined;
  readonly resolution: number | undefined;
  readonly modularity: number | undefined;
  /** Fingerprint of the graph and the settings that they were clustered from. */
  readonly madeFrom?: string;
}

export interface CellTypesMade {
  readonly cellTypes: CellTypes;
}
