import { CellScapeError } from "../../core/errors.ts";
import type { Packed } from "../../io/bytes/packed.ts";
import type { CheckpointStore } from "../host.ts";

interface Kept {
  record: Readonly<Record<string, string>> | undefined;
  readonly values: Map<string, { readonly key: string; readonly value: Packed }>;
}

/** Checkpoints in memory: a run that was stopped in a page can go on as long as the page is open. */
export function memoryCheckpoints(): (folder: string) => CheckpointStore {
  const folders = new Map<string, Kept>();
  return (folder) => {
    const kept = folders.get(folder) ?? { record: undefined, values: new Map() };
    folders.set(folder, kept);
    return {
      readRecord: async () => kept.record,
      async begin(record) {
        kept.record = record;
      },
      names: async () => [...kept.values.keys()],
      async read(name, key) {
        const found = kept.values.get(name);
        // A copy: who reads a value may change it.
        if (found?.key === key) return structuredClone(found.value);
        throw new CellScapeError("bad-file", `${name}: expected a checkpoint of this run, got something else`);
      },
      async write(name, value, key) {
        kept.values.set(name, { key, value: structuredClone(value) });
      },
      async remove(name) {
        kept.values.delete(name);
      },
      async clear() {
        kept.record = undefined;
        kept.values.clear();
      },
    };
  };
}
