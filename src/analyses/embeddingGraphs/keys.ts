import type { AnnDataKeys } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { EntryNames } from "../../results/entryNames.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { embeddingKey, isAligned } from "./embeddingKey.ts";
import type { EmbeddingGraph, EmbeddingGraphsMade } from "./made.ts";
import { spreadNeighbors } from "./neighborRows.ts";

/** Graphs of the embeddings as `scanpy.pp.neighbors` keeps them; the spatial embedding takes scanpy's own keys. */
export function graphKeys(
  { spatialNeighbors, intrinsicNeighbors, ...part }: RunArtifacts<EmbeddingGraphsMade>,
  config: Config,
  names: EntryNames,
): Pick<AnnDataKeys, "obsp" | "uns"> {
  const parts = [
    ...(spatialNeighbors ? [keysOf(shared(names, ""), spatialNeighbors, part, config)] : []),
    ...(intrinsicNeighbors ? [keysOf(shared(names, "cellscape_intrinsic_"), intrinsicNeighbors, part, config)] : []),
  ];
  return {
    obsp: Object.assign({}, ...parts.map(({ obsp }) => obsp)),
    uns: Object.assign({}, ...parts.map(({ uns }) => uns)),
  };
}

/** Names of a graph's entries, which refer to each other. */
function shared(names: EntryNames, prefix: string): string[] {
  return names.together(`uns/${prefix}neighbors`, `obsp/${prefix}connectivities`, `obsp/${prefix}distances`);
}

function keysOf(
  [neighbors, ...matrices]: readonly string[],
  graph: EmbeddingGraph,
  part: RunArtifacts,
  config: Config,
) {
  const { connectivities, distances } = spreadNeighbors(graph, part);
  const keys = { connectivities: matrices[0], distances: matrices[1] };
  const params = {
    n_neighbors: graph.neighbors.k + 1,
    method: "umap",
    metric: "euclidean",
    random_state: config.seed,
    use_rep: embeddingKey(config, graph.embedding, isAligned(part)),
    made_from: graph.madeFrom ?? "",
  };
  const entry: Entry = { connectivities_key: keys.connectivities, distances_key: keys.distances, params };
  return {
    obsp: { [keys.connectivities]: connectivities, [keys.distances]: distances },
    uns: { [neighbors]: entry },
  };
}
