/** Symbols of genes by identifier, and the file that they came from. */
export interface GeneNames {
  readonly from: string;
  readonly symbols: ReadonlyMap<string, string>;
}
