import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { sha256 } from "../sha256.ts";

/** A file of the user that a page may read. */
export interface SharedFile {
  /** As the user named it. */
  readonly name: string;
  /** Where it lies, links followed. */
  readonly path: string;
  /** SHA-256 of its bytes as they are now, in hexadecimal. */
  digest(): Promise<string>;
}

/** Files by addresses that nobody can guess and that say nothing about their places. */
export async function shareFiles(paths: readonly string[]): Promise<ReadonlyMap<string, SharedFile>> {
  const files = await Promise.all(paths.map(async (name) => sharedFile(name, await realpath(name))));
  return new Map(files.map((file) => [`/files/${randomBytes(16).toString("hex")}`, file]));
}

function sharedFile(name: string, path: string): SharedFile {
  let known: { readonly state: string; readonly digest: string } | undefined;
  return {
    name,
    path,
    async digest() {
      const state = await stateOf(path);
      if (known?.state === state) return known.digest;
      const hash = sha256();
      for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(piece);
      known = { state, digest: hash.hex() };
      return known.digest;
    },
  };
}

/** Changes whenever the file does, as far as the disk knows. */
async function stateOf(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
}
