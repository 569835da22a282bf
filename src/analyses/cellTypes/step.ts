import { leiden } from "../../cluster/leiden.ts";
import { louvain } from "../../cluster/louvain.ts";
import { clusterSizes } from "../../cluster/partition.ts";
import { fingerprintOf } from "../../core/fingerprint.ts";
import { createRandom } from "../../core/random.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { columnNamesNote } from "../../results/columnNames.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { numbered } from "../../run/domainColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { EmbeddingGraphsMade } from "../embeddingGraphs/made.ts";
import { fileTypes } from "./fileTypes.ts";
import type { CellTypes } from "./made.ts";
import type { CellTypeOptions } from "./options.ts";
import { typesColumn } from "./options.ts";

/** Types that an earlier run found in the same graph; undefined where there are none. */
type KnownTypes = (
  method: "leiden" | "louvain",
  madeFrom: string,
) => Promise<{ readonly labels: Int32Array; readonly modularity: number } | undefined>;

/**
 * Types of cells: communities of cells that are alike in expression, or a column of the file.
 *
 * @throws bad-option when the column is not there or holds no labels.
 */
export async function makeCellTypes(
  {
    dataset,
    selection,
    intrinsicNeighbors,
  }: Pick<Artifacts, "dataset" | "selection"> & Partial<Pick<EmbeddingGraphsMade, "intrinsicNeighbors">>,
  { config, task }: StepContext<CellTypeOptions>,
  known?: KnownTypes,
): Promise<CellTypes> {
  const say = (text: string) => task.note(text);
  const column = typesColumn(config);
  if (column !== undefined) {
    const types = fileTypes(dataset, selection.cells, column);
    say(`${types.categories.length} cell types of obs/${column}`);
    const renamed = columnNamesNote(types.categories);
    if (renamed !== undefined) say(renamed);
    const none = { embedding: undefined, resolution: undefined, modularity: undefined };
    return { types, foundBy: "column", column, ...none };
  }
  if (!intrinsicNeighbors) throw new Error("internal: cell types need a graph");
  const { embedding, graph } = intrinsicNeighbors;
  const rng = createRandom(config.seed).split("cell types");
  const { resolution = 1 } = config;
  const method = config.cellTypes === "louvain" ? "louvain" : "leiden";
  const cluster = { leiden, louvain }[method];
  const madeFrom = fingerprintOf(graph.starts, graph.targets, graph.weights, method, resolution, config.seed);
  const { labels, modularity } = (await known?.(method, madeFrom)) ?? (await cluster(graph, { resolution }, rng, task));
  const sizes = clusterSizes(labels, labels.reduce((most, label) => Math.max(most, label), -1) + 1);
  say(`${sizes.length} cell types (${method}, resolution ${resolution}) of ${Array.from(sizes).join(", ")} cells`);
  const categories = numbered("T", sizes.length);
  const types: CategoryColumn = { kind: "category", codes: labels, categories, ordered: false };
  return { types, foundBy: method, column: undefined, embedding, resolution, modularity, madeFrom };
}

export const cellTypesStep: Step<
  CellTypes,
  Pick<Artifacts, "dataset" | "selection"> & Partial<Pick<EmbeddingGraphsMade, "intrinsicNeighbors">>,
  CellTypeOptions
> = {
  does: (config) => (typesColumn(config) === undefined ? "Clustering cell types" : "Reading cell types"),
  needs: (config) => [
    ...(["dataset", "selection"] as const),
    ...(typesColumn(config) === undefined ? (["intrinsicNeighbors"] as const) : []),
  ],
  policy: optional,
  run: makeCellTypes,
};
