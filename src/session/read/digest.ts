import { silentTask, type Task } from "../../core/task.ts";
import type { Host } from "../../host/host.ts";
import { bytesOf } from "../../io/bytes/byteStream.ts";
import type { Source } from "../../io/source.ts";
import type { FilesRead } from "./watchInput.ts";

/** What an input was, for the record. */
export interface InputRecord {
  /** Without folders. */
  readonly name: string;
  /** Bytes of all files that were read. */
  readonly bytes: number;
  /** Of the file; of several files, of the list that `sha256sum` writes for them, in the order of their names. */
  readonly sha256: string;
  /** That list, when there are several and not too many files. */
  readonly files?: readonly string[];
}

/** More files than this are counted and not listed: a zarr store has thousands. */
const MOST_LISTED = 100;

/** SHA-256 of files by their names, in hexadecimal. */
export type Digests = ReadonlyMap<string, string>;

/**
 * The digests of the files that were read of an input.
 *
 * @param task whose share is that of the bytes that are digested.
 */
export async function digestFiles(
  { sha256 }: Pick<Host, "sha256">,
  read: FilesRead,
  task: Task = silentTask,
): Promise<Digests> {
  const all = [...read.values()].reduce((sum, { size }) => sum + size, 0);
  const sorted = [...read].sort(([a], [b]) => (a < b ? -1 : 1));
  const digests = new Map<string, string>();
  let bytes = 0;
  for (const [path, source] of sorted) {
    const hash = sha256();
    let at = 0;
    for await (const part of bytesOf(source)) {
      hash.update(part);
      at += part.length;
      await task.update((bytes + at) / all);
    }
    bytes += source.size;
    digests.set(path, hash.hex());
  }
  return digests;
}

/** The record of the files that were read of an input. */
export function recordInput(
  { sha256 }: Pick<Host, "sha256">,
  name: string,
  { read, digests }: { readonly read: FilesRead; readonly digests: Digests },
): InputRecord {
  const bytes = [...read.values()].reduce((sum, { size }) => sum + size, 0);
  const lines = [...digests].map(([path, digest]) => `${digest}  ${path}`);
  const [only, ...others] = digests.values();
  if (only !== undefined && others.length === 0) return { name, bytes, sha256: only };
  const whole = sha256();
  for (const line of lines) whole.update(new TextEncoder().encode(`${line}\n`));
  return { name, bytes, sha256: whole.hex(), ...(lines.length <= MOST_LISTED ? { files: lines } : {}) };
}

/** SHA-256 of one file, in hexadecimal. */
export async function fileDigest(host: Pick<Host, "sha256">, file: Source): Promise<string> {
  const [digest = ""] = (await digestFiles(host, new Map([[file.name, file]]))).values();
  return digest;
}
