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
