/** What a server that was started for a page says of its files, at `/session.json`. */
export interface ServedSession {
  /** The page may replace them. */
  readonly edit: boolean;
  readonly files: readonly { readonly name: string; readonly address: string }[];
}
