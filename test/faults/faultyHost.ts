import { CellScapeError } from "../../src/core/errors.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import type { Draft } from "../../src/io/source.ts";

/** A host whose disk is full from one write on, and the number of writes so far. */
export interface FaultyHost {
  readonly host: Host;
  readonly writes: () => number;
}

/**
 * Node's host, on which every write from the `from`-th on fails as on a full disk: of small files, and of parts and the
 * last step of large ones. Pictures are some bytes, which saves the time to draw them.
 */
export function faultyHost(from = Number.POSITIVE_INFINITY): FaultyHost {
  let writes = 0;
  const { files } = nodeHost;
  const count = (path: string) => {
    writes++;
    if (writes >= from) throw new CellScapeError("cannot-write", `${path}: cannot write: the disk is full`);
  };
  const faulty = (draft: Draft, path: string): Draft => ({
    ...draft,
    async write(offset, bytes) {
      count(path);
      return draft.write(offset, bytes);
    },
    async commit() {
      count(path);
      return draft.commit();
    },
  });
  return {
    writes: () => writes,
    host: {
      ...nodeHost,
      files: {
        ...files,
        async save(path, content) {
          count(path);
          return files.save(path, content);
        },
        async target(path) {
          const target = await files.target(path);
          return { ...target, draft: async () => faulty(await target.draft(), path) };
        },
      },
      png: async () => Uint8Array.of(1, 2, 3),
    },
  };
}
