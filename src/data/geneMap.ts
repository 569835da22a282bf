/** Genes laid out on a q x q grid so that co-expressed genes lie close together: a permutation, not images. */
export interface GeneMap {
  /** q, the side of the grid: ceil(sqrt p). */
  readonly side: number;
  /** [q * q] gene at each grid position, row-major; -1 where the grid is padded. */
  readonly gene: Int32Array;
}
