/**
 * Genes on places, with their distances in the order of the places, so that judging an exchange reads four rows from
 * end to end. The work in progress of the gene map: `exchange` changes it.
 */
export interface Arrangement {
  /** p */
  readonly count: number;
  /** [p] gene at each place. */
  readonly geneAt: Int32Array;
  /** [p, p] distance between the genes at two places; symmetric, zero diagonal. */
  readonly genes: Float32Array;
  /** [p, p] distance between two places; symmetric, zero diagonal. */
  readonly places: Float32Array;
}

/**
 * @param distance [p, p] between genes
 * @param places [p, p] between places
 * @param geneAt [p] a permutation; copied
 */
export function arrange(distance: Float32Array, places: Float32Array, geneAt: Int32Array): Arrangement {
  const count = geneAt.length;
  const genes = new Float32Array(count * count);
  for (let a = 0; a < count; a++) {
    const row = geneAt[a] * count;
    for (let b = 0; b < count; b++) genes[a * count + b] = distance[row + geneAt[b]];
  }
  return { count, geneAt: Int32Array.from(geneAt), genes, places };
}

/**
 * Gromov-Wasserstein objective (square loss, uniform weights) of a one-to-one coupling:
 * the mean over all pairs of places of (gene distance - place distance)^2.
 */
export function distortion({ count, genes, places }: Arrangement): number {
  let sum = 0;
  for (let at = 0; at < genes.length; at++) sum += (genes[at] - places[at]) ** 2;
  return sum / (count * count);
}

/**
 * What exchanging the genes at places a and b adds to sum_{x<y} genes[x, y] places[x, y]. More is better: the
 * distortion falls by 4 / p^2 of it.
 *
 *   sum over y other than a, b of (genes[a, y] - genes[b, y]) (places[b, y] - places[a, y])
 */
export function exchangeGain({ count, genes, places }: Arrangement, a: number, b: number): number {
  const rowA = a * count;
  const rowB = b * count;
  const even = count - (count % 2);
  let first = 0;
  let second = 0;
  for (let y = 0; y < even; y += 2) {
    first += (genes[rowA + y] - genes[rowB + y]) * (places[rowB + y] - places[rowA + y]);
    second += (genes[rowA + y + 1] - genes[rowB + y + 1]) * (places[rowB + y + 1] - places[rowA + y + 1]);
  }
  if (even < count) first += (genes[rowA + even] - genes[rowB + even]) * (places[rowB + even] - places[rowA + even]);
  // The loop took y = a and y = b along; each added -genes[a, b] places[a, b].
  return first + second + 2 * genes[rowA + b] * places[rowA + b];
}

/** Places whose exchanges `exchangeGains` judges at once. */
export const gainsAtOnce = 4;

/**
 * `exchangeGain` of a with each of four places: the same sums, for which the rows of a are read once.
 *
 * @param others four places, of which some may be the same.
 * @param gains [4], written to.
 */
export function exchangeGains(
  { count, genes, places }: Arrangement,
  a: number,
  others: Int32Array,
  gains: Float64Array,
): void {
  const rowA = a * count;
  const row0 = others[0] * count;
  const row1 = others[1] * count;
  const row2 = others[2] * count;
  const row3 = others[3] * count;
  const even = count - (count % 2);
  let first0 = 0;
  let first1 = 0;
  let first2 = 0;
  let first3 = 0;
  let second0 = 0;
  let second1 = 0;
  let second2 = 0;
  let second3 = 0;
  for (let y = 0; y < even; y += 2) {
    const gene = genes[rowA + y];
    const place = places[rowA + y];
    first0 += (gene - genes[row0 + y]) * (places[row0 + y] - place);
    first1 += (gene - genes[row1 + y]) * (places[row1 + y] - place);
    first2 += (gene - genes[row2 + y]) * (places[row2 + y] - place);
    first3 += (gene - genes[row3 + y]) * (places[row3 + y] - place);
    const nextGene = genes[rowA + y + 1];
    const nextPlace = places[rowA + y + 1];
    second0 += (nextGene - genes[row0 + y + 1]) * (places[row0 + y + 1] - nextPlace);
    second1 += (nextGene - genes[row1 + y + 1]) * (places[row1 + y + 1] - nextPlace);
    second2 += (nextGene - genes[row2 + y + 1]) * (places[row2 + y + 1] - nextPlace);
    second3 += (nextGene - genes[row3 + y + 1]) * (places[row3 + y + 1] - nextPlace);
  }
  if (even < count) {
    const gene = genes[rowA + even];
    const place = places[rowA + even];
    first0 += (gene - genes[row0 + even]) * (places[row0 + even] - place);
    first1 += (gene - genes[row1 + even]) * (places[row1 + even] - place);
    first2 += (gene - genes[row2 + even]) * (places[row2 + even] - place);
    first3 += (gene - genes[row3 + even]) * (places[row3 + even] - place);
  }
  gains[0] = first0 + second0 + 2 * genes[rowA + others[0]] * places[rowA + others[0]];
  gains[1] = first1 + second1 + 2 * genes[rowA + others[1]] * places[rowA + others[1]];
  gains[2] = first2 + second2 + 2 * genes[rowA + others[2]] * places[rowA + others[2]];
  gains[3] = first3 + second3 + 2 * genes[rowA + others[3]] * places[rowA + others[3]];
}

/** Exchange the genes at places a and b. */
export function exchange({ count, geneAt, genes }: Arrangement, a: number, b: number): void {
  const gene = geneAt[a];
  geneAt[a] = geneAt[b];
  geneAt[b] = gene;
  const rowA = a * count;
  const rowB = b * count;
  for (let y = 0; y < count; y++) {
    const held = genes[rowA + y];
    genes[rowA + y] = genes[rowB + y];
    genes[rowB + y] = held;
  }
  for (let row = 0; row < genes.length; row += count) {
    const held = genes[row + a];
    genes[row + a] = genes[row + b];
    genes[row + b] = held;
  }
}
