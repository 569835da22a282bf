/** Units of both layers of the encoder of expression; the second is F. */
export const encoderUnits = [64, 16] as const;
/** Units of the graph encoder's hidden layer, and of its result g. */
export const graphUnits = [64, 16] as const;
/** Columns of z = [F, g]. */
export const embeddingSize = encoderUnits[1] + graphUnits[1];

/** Columns of each mask of dropout, by the name of its input. */
export const dropped = {
  droppedFirst: encoderUnits[0],
  droppedSecond: encoderUnits[1],
  droppedGraph: encoderUnits[1],
  droppedMean: graphUnits[0],
  droppedSpread: graphUnits[0],
  droppedDecoder: embeddingSize,
} as const;

export type DroppedName = keyof typeof dropped;
