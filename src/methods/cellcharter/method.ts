import { CellScapeError } from "../../core/errors.ts";
import type { DataDescription, InputSize } from "../inputs.ts";
import type { Method, MethodPlan } from "../method.ts";
import { embed, embeddingEpochs } from "./embed.ts";
import { cellcharterMemory, resultBytes } from "./memory.ts";
import { type CellCharterOptions, cellcharterOptions, presets } from "./options.ts";
import { fewestCells, trainingSize } from "./sizes.ts";
import { references, words } from "./words.ts";

/** CellCharter: scVI on counts, means over rings of neighbours, and a mixture with full covariances. */
export const cellcharter: Method<CellCharterOptions> = {
  name: "cellcharter",
  summary: "CellCharter: a variational autoencoder of counts (scVI), means over rings of neighbours, and a mixture",
  reference: references.cellcharter,
  options: cellcharterOptions,
  presets,
  seeded: true,
  usesEngine: true,
  embeddings: {
    primary: { key: "X_cellscape_cellcharter", title: () => "expression and rings of neighbours (CellCharter)" },
    others: { latent: { key: "X_cellscape_cellcharter_latent", title: () => "expression (scVI)" } },
    intrinsic: "latent",
  },
  clustering: () => ({ name: "full-mixture" }),
  needs: () => ["counts", "positions", "samples"],
  accepts,
  plan: planOf,
  embed,
  words,
};

function accepts({ name, cells, counts, values, takenAs }: DataDescription): void {
  if (!counts) {
    const other = "choose a method that takes such values, such as --method graphst";
    const way =
      takenAs === undefined
        ? `name the matrix of raw counts with --counts (cellscape inspect lists the matrices of the file), or ${other}`
        : `leave out ${takenAs}, or ${other}`;
    const got = takenAs === undefined ? values : takenAs;
    throw new CellScapeError(
      "bad-data",
      `${name}: expected raw counts for --method cellcharter, whose likelihood is that of counts, got ${got}; ${way}`,
    );
  }
  if (cells >= fewestCells) return;
  const expected = `${fewestCells} or more cells to train and validate on`;
  throw new CellScapeError(
    "bad-data",
    `${name}: --method cellcharter: expected ${expected}, got ${cells}; choose --method pca`,
  );
}

function planOf(size: InputSize, options: CellCharterOptions): MethodPlan {
  const { epochs, batches, batch } = trainingSize(size.cells, options);
  const result = resultBytes(size.cells, options);
  return {
    ...{ steps: epochs * batches, endsEarly: true, units: (epochs + embeddingEpochs) * batches },
    memory: { working: cellcharterMemory(size, options) + result, result },
    description: `at most ${epochs} epochs of ${batches} training steps on ${batch} cells each`,
    record: { epochs, steps_per_epoch: batches, batch_cells: batch },
  };
}
