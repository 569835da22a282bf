/** Columns of obs that describe one partition. */
export interface ColumnKeys {
  readonly domain: string;
  readonly raw: string;
  /** After the refinement that was published with the method, where it has one. */
  readonly own: string;
  readonly probability: string;
  readonly confidence: string;
}

/** Names under which a result holds what a run found. */
export interface ResultKeys extends ColumnKeys {
  /** Columns of obs of another kind of partition, 1, 2, ... */
  alternative(rank: number): ColumnKeys;
  /** Column of obs with the domains of another number. */
  ofCount(count: number): string;
  /** Column of var with the genes that were used. */
  readonly used: string;
  /** Entry of uns with the run's record. */
  readonly record: string;
  /** The key of obsm for an embedding whose key is `X_cellscape...` by default. */
  embedding(key: string): string;
}

/**
 * Names of the entries of a run.
 *
 * @param key what the user calls them (`--key`); cellscape's own names without it.
 */
export function resultKeys(key?: string): ResultKeys {
  if (key === undefined) {
    return {
      domain: "cellscape_domain",
      raw: "cellscape_domain_raw",
      own: "cellscape_domain_own",
      probability: "cellscape_domain_prob",
      confidence: "cellscape_confidence",
      alternative: (rank) => columnKeys(`cellscape_alternative_${rank}`),
      ofCount: (count) => `cellscape_domain_K${count}`,
      used: "cellscape_used",
      record: "cellscape",
      embedding: (name) => name,
    };
  }
  return {
    ...columnKeys(key),
    alternative: (rank) => columnKeys(`${key}_alternative_${rank}`),
    ofCount: (count) => `${key}_K${count}`,
    used: `${key}_used`,
    record: key,
    embedding: (name) => name.replace(/^X_cellscape/, `X_${key}`),
  };
}

function columnKeys(key: string): ColumnKeys {
  return {
    ...{ domain: key, raw: `${key}_raw`, own: `${key}_own` },
    ...{ probability: `${key}_prob`, confidence: `${key}_confidence` },
  };
}

/** Key of an embedding after the cells of several samples were moved towards their counterparts. */
export const alignedKey = (key: string): string => `${key}_aligned`;
