import { CellScapeError } from "../../core/errors.ts";
import { checkpointParts, parseCheckpoint } from "../../io/bytes/checkpointFormat.ts";
import type { CheckpointStore } from "../host.ts";
import type { FileStore } from "./fileStore.ts";
import { posixPaths } from "./posixPaths.ts";
import { sha256 } from "./sha256.ts";

const recordName = "run.json";
const ending = ".bin";

/**
 * Checkpoints as files of a store, the same bytes as Node's: a run whose page was closed goes on where the store outlives the
 * page, and else as long as the page is open.
 */
export function storedCheckpoints(store: FileStore, folder: string): CheckpointStore {
  const place = posixPaths.resolve(folder);
  const pathOf = (name: string) => `${place}/${name}${ending}`;
  const recordPath = `${place}/${recordName}`;
  const inside = async () => (await store.list()).filter((path) => path.startsWith(`${place}/`));
  return {
    async readRecord() {
      try {
        return JSON.parse((await (await store.get(recordPath))?.text()) ?? "");
      } catch {
        // No run left anything here, or the page was closed before it had recorded what it is.
        return undefined;
      }
    },
    begin: (record) => store.put(recordPath, new Blob([JSON.stringify(record, undefined, 2)])),
    async names() {
      const paths = await inside();
      return paths.filter((path) => path.endsWith(ending)).map((path) => path.slice(place.length + 1, -ending.length));
    },
    async read(name, key) {
      const path = pathOf(name);
      const blob = await store.get(path);
      if (!blob) throw new CellScapeError("bad-file", `${path}: expected a checkpoint of this run, got none`);
      let at = 0;
      const take = async (into: Uint8Array) => {
        const some = new Uint8Array(await blob.slice(at, at + into.length).arrayBuffer());
        into.set(some);
        at += some.length;
        return some.length;
      };
      return parseCheckpoint({ path, size: blob.size, take }, key, sha256());
    },
    // The types of typed arrays admit shared memory, which no artifact lies in.
    write: (name, value, key) =>
      store.put(pathOf(name), new Blob([...checkpointParts(value, key, sha256())] as Uint8Array<ArrayBuffer>[])),
    remove: (name) => store.remove(pathOf(name)),
    async clear() {
      await store.removeBelow(place);
    },
  };
}
