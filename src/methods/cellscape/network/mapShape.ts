/** Above this side, a gene map is folded before the convolutions. */
const widest = 12;

/** How gene maps enter the convolutions: [channels, side, side]. */
export interface MapShape {
  /** 1, or 2: every 2 x 2 block of the grid becomes four channels of a grid half as wide. */
  readonly fold: number;
  readonly channels: number;
  readonly side: number;
}

/**
 * Maps wider than 12 genes are folded 2 x 2 (space to depth), so that a 3 x 3 convolution strides over 6 x 6 genes at a
 * quarter of the cost and no gene is lost.
 */
export function mapShape(gridSide: number): MapShape {
  const fold = gridSide > widest ? 2 : 1;
  return { fold, channels: fold * fold, side: Math.ceil(gridSide / fold) };
}

/**
 * Where each gene lies in a map of the given shape: [p] places in [channels, side, side].
 *
 * @param gene [gridSide * gridSide] gene at each grid position, -1 where padded.
 */
export function genePlaces(gene: ArrayLike<number>, genes: number, { fold, side }: MapShape): Int32Array {
  const gridSide = Math.round(Math.sqrt(gene.length));
  const places = new Int32Array(genes).fill(-1);
  for (let at = 0; at < gene.length; at++) {
    if (gene[at] < 0) continue;
    const [row, column] = [Math.floor(at / gridSide), at % gridSide];
    const phase = (row % fold) * fold + (column % fold);
    places[gene[at]] = (phase * side + Math.floor(row / fold)) * side + Math.floor(column / fold);
  }
  return places;
}
