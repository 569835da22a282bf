import type { Home } from "../messages/files.ts";

/**
 * Put a file in the place of the one that `cellscape view --edit` gave.
 *
 * @returns the place with the digest of what is there now.
 * @throws where the file was changed by another program since it was read.
 */
export async function replaceServed({ address, tag }: Home, content: Blob): Promise<Home> {
  const response = await fetch(address, { method: "PUT", headers: { "if-match": tag }, body: content });
  if (response.ok) return { address, tag: response.headers.get("etag") ?? tag };
  const changed = response.status === 412;
  const got = changed ? "one that another program changed" : `an error of the program (${response.status})`;
  throw new Error(`expected the file as it was read, got ${got}; save a copy instead`);
}

/** Whether the program still has the file of this digest. */
export async function isThere({ address, tag }: Home): Promise<boolean> {
  const { ok, headers } = await fetch(address, { method: "HEAD" });
  return ok && headers.get("etag") === tag;
}
