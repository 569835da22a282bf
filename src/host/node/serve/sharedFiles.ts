import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { expectSoundHeaps } from "../../../io/hdf5/heaps.ts";
import { fileSource } from "../../../io/node/nodeFile.ts";
import { addressIn, type ServedInput } from "../../servedSession.ts";
import { sha256 } from "../sha256.ts";
import { filesBelow } from "./filesBelow.ts";
import { fileVersion } from "./fileVersion.ts";

/** A file of the user that a page may read. */
export interface SharedFile {
  /** Where it lies, links followed. */
  readonly path: string;
  /** It was given by itself, so that a page that may edit may replace it. */
  readonly isGiven: boolean;
  /** SHA-256 of its bytes as they are now, in hexadecimal. */
  digest(): Promise<string>;
  /** Whether it can be given to the HDF5 library: see `Source.isSound`. */
  isSound(): Promise<boolean>;
}

export interface SharedFiles {
  /** Every file by its address. */
  readonly files: ReadonlyMap<string, SharedFile>;
  /** What was given, files with their sizes as they are now. */
  inputs(): Promise<readonly ServedInput[]>;
}

/**
 * Files and the files of folders, by addresses that nobody can guess and that say nothing about their places. The table is
 * made once: a file that comes later has no address.
 */
export async function shareFiles(paths: readonly string[]): Promise<SharedFiles> {
  const files = new Map<string, SharedFile>();
  const inputs: ServedInput[] = [];
  for (const name of paths) {
    const place = await realpath(name);
    const address = `/files/${randomBytes(16).toString("hex")}`;
    const found = await stat(place);
    if (!found.isDirectory()) {
      files.set(address, sharedFile(place, true));
      inputs.push({ name, address, size: found.size });
      continue;
    }
    const inside: [string, number][] = [];
    for (const [path, target] of await filesBelow(place)) {
      files.set(addressIn(address, path), sharedFile(target, false));
      inside.push([path, (await stat(target)).size]);
    }
    inputs.push({ name, address, size: inside.reduce((sum, [, size]) => sum + size, 0), files: inside });
  }
  const now = async (input: ServedInput) => {
    const file = files.get(input.address);
    return file ? { ...input, size: (await stat(file.path)).size } : input;
  };
  return { files, inputs: () => Promise.all(inputs.map(now)) };
}

function sharedFile(path: string, isGiven: boolean): SharedFile {
  return {
    path,
    isGiven,
    digest: onceAVersion(path, async () => {
      const hash = sha256();
      for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(piece);
      return hash.hex();
    }),
    isSound: onceAVersion(path, async () => {
      const file = await fileSource(path);
      return expectSoundHeaps(file).then(
        () => true,
        () => false,
      );
    }),
  };
}

/** The same answer as long as the file stays as it is. */
function onceAVersion<T>(path: string, find: () => Promise<T>): () => Promise<T> {
  let known: { readonly version: string; readonly found: Promise<T> } | undefined;
  return async () => {
    const version = await fileVersion(path);
    if (known?.version !== version) known = { version, found: find() };
    return known.found;
  };
}
