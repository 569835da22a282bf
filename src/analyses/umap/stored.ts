import type { Matrix } from "../../data/matrix.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import { embeddingKey } from "../embeddingGraphs/embeddingKey.ts";
import type { EmbeddingName } from "../embeddingGraphs/made.ts";
import type { UmapOf } from "./made.ts";
import { makeUmaps, umapStep } from "./step.ts";

/** Where a run may have kept its layouts: scanpy's names, or cellscape's where the input had entries of those. */
const places = [
  { layout: "X_umap", entry: "umap" },
  { layout: "X_cellscape_umap", entry: "cellscape_umap" },
];
const names: readonly EmbeddingName[] = ["spatial", "intrinsic", "components", "fused"];

/**
 * The step of the UMAPs for a result that holds those of its run: they depend on the embeddings and the seed alone, so that edited
 * domains change none. They are computed where cells were taken out since, or another program has replaced them.
 */
export function storedUmapStep(stored: StoredResult): typeof umapStep {
  return {
    ...umapStep,
    async run(made, context) {
      return (await storedUmaps(made, stored, context)) ?? makeUmaps(made, context);
    },
    needs: () => ["spatialNeighbors", "intrinsicNeighbors", "domains", "embeddings", "dataset", "selection"],
  };
}

async function storedUmaps(
  { dataset, selection }: Partial<Pick<Artifacts, "dataset" | "selection">>,
  stored: StoredResult,
  { config }: StepContext,
): Promise<UmapOf[] | undefined> {
  if (!dataset || !selection || selection.cells.length !== stored.record.cells_used) return undefined;
  if (config.seed !== stored.record.options.seed) return undefined;
  for (const { layout, entry } of places) {
    const known = await stored.entry(`${entry}/params`);
    if (typeof known !== "object" || known === null) continue;
    const { a, b, use_rep: from } = Object.fromEntries(Object.entries(known));
    if (typeof a !== "number" || typeof b !== "number" || !stored.has(`obsm/${from}`)) continue;
    if (from !== embeddingKey(config, "spatial", false) && from !== embeddingKey(config, "spatial", true)) continue;
    const umaps: UmapOf[] = [];
    for (const embedding of names) {
      const key = embedding === "spatial" ? layout : `${layout}_${embedding}`;
      if (!stored.has(`obsm/${key}`)) continue;
      const rows = rowsOf(await stored.embedding(key, dataset), selection.cells);
      if (rows.values.some(Number.isNaN)) return undefined;
      umaps.push({ embedding, layout: rows, a, b });
    }
    if (umaps[0]?.embedding === "spatial") return umaps;
  }
  return undefined;
}

function rowsOf({ columns, values }: Matrix, rows: Uint32Array): Matrix & { readonly values: Float32Array } {
  const picked = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => {
    picked.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return { rows: rows.length, columns, values: picked };
}
