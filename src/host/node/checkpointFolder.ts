import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CheckpointStore } from "../host.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpointFile.ts";
import { cannotWrite, makeFolder, saveFile } from "./saveFile.ts";

/** The option that names the folder where it is not that of the results. */
const flag = "--checkpoints";
const recordName = "run.json";
const ending = ".bin";

/** Checkpoints as files of a folder, which is made when there is something to keep. */
export function checkpointFolder(folder: string): CheckpointStore {
  const pathOf = (name: string) => join(folder, `${name}${ending}`);
  return {
    async readRecord() {
      try {
        return JSON.parse(await readFile(join(folder, recordName), "utf8"));
      } catch {
        // No run left anything here, or it was killed before it had recorded what it is.
        return undefined;
      }
    },
    async begin(record) {
      await makeFolder(folder, flag);
      await saveFile(join(folder, recordName), JSON.stringify(record, undefined, 2));
    },
    async names() {
      const files = await readdir(folder);
      return files.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
    },
    read: (name, key) => readCheckpoint(pathOf(name), key),
    write: (name, value, key) => writeCheckpoint(pathOf(name), value, key),
    remove: (name) => rm(pathOf(name), { force: true }),
    async clear() {
      try {
        await rm(folder, { recursive: true, force: true });
      } catch (cause) {
        throw cannotWrite(folder, cause, flag);
      }
    },
  };
}
