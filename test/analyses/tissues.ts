import { existsSync } from "node:fs";
import type { Matrix } from "../../src/data/matrix.ts";
import type { WeightedGraph } from "../../src/data/weightedGraph.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { readDataset } from "../../src/io/open.ts";
import { principalComponents } from "../../src/math/linearAlgebra/pca.ts";
import { fuzzyGraph } from "../../src/math/neighbors/fuzzyGraph.ts";
import { nearestRows } from "../../src/math/neighbors/nearestRows.ts";
import { normalizeLog } from "../../src/preprocess/transform/normalize.ts";

const folder = "../shared/data/annotated";

/** Whether a real tissue is here. */
export const hasTissue = (file: string): boolean => existsSync(`${folder}/${file}`);

/** 20 principal components of a real tissue's log-normalised counts, as scripts/reference/communities.py makes them. */
export function componentsOf(file: string): Promise<Matrix> {
  return kept(components, file, async () => {
    const { counts } = await readDataset(await fileSource(`${folder}/${file}`));
    return (await principalComponents(await normalizeLog(counts), 20)).scores;
  });
}

/** The fuzzy graph of 14 neighbours among these components. */
export function fuzzyGraphOf(file: string): Promise<WeightedGraph> {
  return kept(graphs, file, async () => fuzzyGraph(await nearestRows(await componentsOf(file), 14)));
}

// Test files of one worker share what is made here; nothing may change it.
const components = new Map<string, Promise<Matrix>>();
const graphs = new Map<string, Promise<WeightedGraph>>();

function kept<T>(made: Map<string, Promise<T>>, file: string, make: () => Promise<T>): Promise<T> {
  const found = made.get(file) ?? make();
  made.set(file, found);
  return found;
}
