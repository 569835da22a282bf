import { open, rename, rm } from "node:fs/promises";
import { checkpointParts, parseCheckpoint } from "../../io/bytes/checkpointFormat.ts";
import type { Packed } from "../../io/bytes/packed.ts";
import { draftPath } from "../../io/node/drafts.ts";
import { sha256 } from "./sha256.ts";

/**
 * Write a packed value: under a temporary name, then renamed, so that a process that is killed leaves the old file or the
 * new one.
 *
 * @param key who may read it: the fingerprint of the run.
 */
export async function writeCheckpoint(path: string, value: Packed, key: string): Promise<void> {
  const temporary = draftPath(path);
  const file = await open(temporary, "w");
  try {
    for (const part of checkpointParts(value, key, sha256())) await file.writeFile(part);
    await file.datasync();
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await file.close();
  await rename(temporary, path);
}

/**
 * Read a packed value back.
 *
 * @throws bad-file when the file is cut off, changed, of another format, or has another key.
 */
export async function readCheckpoint(path: string, key: string): Promise<Packed> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const take = async (into: Uint8Array) => (await file.read(into)).bytesRead;
    return await parseCheckpoint({ path, size, take }, key, sha256());
  } finally {
    await file.close();
  }
}
