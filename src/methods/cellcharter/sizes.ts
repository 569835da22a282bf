/** Units of the hidden layer of encoder and decoder. */
export const hidden = 128;
/** Columns of the latent representation. */
export const latent = 10;

/** Share of the cells that the network is trained on; the others validate it. */
const trainedShare = 0.9;
/** Cells of a last batch that is a batch: of fewer, a variance means nothing. */
const fewestInBatch = 3;
/** Fewest cells that leave cells for training and for validation. */
export const fewestCells = 10;
/** Epochs for a tissue of few cells, and the cells above which there are fewer. */
const mostEpochs = 400;
const cellsOfMostEpochs = 20_000;

/** How many cells train and validate, in batches of which size. */
export interface TrainingSize {
  readonly training: number;
  /** Batches of an epoch. */
  readonly batches: number;
  /** Cells of all batches but the last, and of the last. */
  readonly batch: number;
  readonly last: number;
  /** Epochs, at most. */
  readonly epochs: number;
}

/** @param cells n, at least `fewestCells`. */
export function trainingSize(
  cells: number,
  { batchCells, epochs }: { readonly batchCells: number; readonly epochs: number | "auto" },
): TrainingSize {
  const wanted = Math.ceil(trainedShare * cells);
  const rest = wanted % batchCells;
  const training = rest < fewestInBatch ? wanted - rest : wanted;
  const usual = Math.max(1, Math.min(mostEpochs, Math.round((mostEpochs * cellsOfMostEpochs) / cells)));
  const batches = Math.ceil(training / batchCells);
  return {
    ...{ training, batches, batch: Math.min(batchCells, training) },
    ...{ last: training - (batches - 1) * batchCells, epochs: epochs === "auto" ? usual : epochs },
  };
}
