/** Names under which a result holds what a run found. */
export interface ResultKeys {
  /** Columns of obs. */
  readonly domain: string;
  readonly raw: string;
  readonly probability: string;
  readonly confidence: string;
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
      probability: "cellscape_domain_prob",
      confidence: "cellscape_confidence",
      used: "cellscape_used",
      record: "cellscape",
      embedding: (name) => name,
    };
  }
  return {
    domain: key,
    raw: `${key}_raw`,
    probability: `${key}_prob`,
    confidence: `${key}_confidence`,
    used: `${key}_used`,
    record: key,
    embedding: (name) => name.replace(/^X_cellscape/, `X_${key}`),
  };
}
