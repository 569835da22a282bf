import { CellScapeError } from "../../src/core/errors.ts";
import type { Host } from "../../src/host/host.ts";
import type { Draft } from "../../src/io/source.ts";
import { hostWithoutPictures } from "../hostWithoutPictures.ts";

/** A host whose disk is full from one write on. */
export interface FaultyHost {
  readonly host: Host;
  /** What each write so far was: its kind, its file, and for a part of a large file how many bytes. */
  readonly writes: readonly string[];
}

/**
 * Node's host, on which every write from the `from`-th on fails as on a full disk: of small files, and of parts and the
 * last step of large ones. No pictures are drawn.
 */
export function faultyHost(from = Number.POSITIVE_INFINITY): FaultyHost {
  const writes: string[] = [];
  const { files } = hostWithoutPictures;
  const count = (write: string, path: string) => {
    writes.push(`${write} ${path}`);
    if (writes.length >= from) throw new CellScapeError("cannot-write", `${path}: cannot write: the disk is full`);
  };
  const faulty = (draft: Draft, path: string): Draft => ({
    ...draft,
    async write(offset, bytes) {
      count(`part of ${bytes.length} bytes`, path);
      return draft.write(offset, bytes);
    },
    async commit() {
      count("last step", path);
      return draft.commit();
    },
  });
  return {
    writes,
    host: {
      ...hostWithoutPictures,
      files: {
        ...files,
        async save(path, content) {
          count("file", path);
          return files.save(path, content);
        },
        async target(path) {
          const target = await files.target(path);
          return { ...target, draft: async () => faulty(await target.draft(), path) };
        },
      },
    },
  };
}
