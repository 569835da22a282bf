import { CellScapeError } from "../../core/errors.ts";
import { blobSource } from "../../io/browser/blobSource.ts";
import { draftTarget } from "../../io/browser/draftTarget.ts";
import { memoryTarget } from "../../io/browser/memoryTarget.ts";
import { expectInner } from "../../io/bytes/innerPath.ts";
import type { Folder, Input } from "../../io/source.ts";
import { expectApart } from "../expectApart.ts";
import type { HostFiles } from "../host.ts";
import type { FileStore } from "./fileStore.ts";
import { posixPaths } from "./posixPaths.ts";

const { resolve, join, basename, dirname } = posixPaths;

/**
 * Files of a page: those that the user gave, under names of the page's choice, and those that were written. A written file
 * hides a given one of the same name.
 */
export function browserFiles(given: ReadonlyMap<string, Blob | Input>, store: FileStore): HostFiles {
  const inputs = new Map([...given].map(([path, input]) => [resolve(path), input]));
  /** Output folders of runs that have not ended. */
  const locked = new Set<string>();
  const blobAt = async (path: string): Promise<Blob | undefined> => {
    const input = inputs.get(resolve(path));
    return (await store.get(resolve(path))) ?? (input instanceof Blob ? input : undefined);
  };
  const allPaths = async () => [
    ...new Set([
      ...(await store.list()),
      ...[...inputs].filter(([, input]) => input instanceof Blob).map(([path]) => path),
    ]),
  ];
  const folder = (path: string): Folder => {
    const own: Folder = {
      kind: "folder",
      name: path,
      async list(inner = "") {
        if (inner !== "") expectInner(path, inner);
        const start = `${resolve(join(path, inner))}/`.replace("//", "/");
        const names = (await allPaths())
          .filter((each) => each.startsWith(start))
          .map((each) => each.slice(start.length).split("/"))
          .map(([first, ...rest]) => (rest.length === 0 ? first : `${first}/`));
        return [...new Set(names)].sort();
      },
      async open(inner) {
        expectInner(path, inner);
        const blob = await blobAt(join(path, inner));
        return blob && blobSource(blob, join(path, inner), { all: own, path: inner });
      },
    };
    return own;
  };
  const open = async (path: string): Promise<Input> => {
    const blob = await blobAt(path);
    if (blob) return blobSource(blob, path, { all: folder(dirname(path)), path: basename(path) });
    const input = inputs.get(resolve(path));
    if (input && !(input instanceof Blob)) return input;
    const inside = folder(path);
    if ((await inside.list()).length > 0) return inside;
    throw new CellScapeError("bad-file", `${path}: no such file or folder`);
  };
  return {
    open,
    folder,
    async openFile(path) {
      const input = await open(path);
      if (input.kind === "file") return input;
      throw new CellScapeError("unsupported", `${path}: expected a file, got a folder`);
    },
    async target(path) {
      const { draft } = store;
      if (draft) return draftTarget(path, () => draft(resolve(path)));
      return memoryTarget(path, (content) => store.put(resolve(path), content));
    },
    async save(path, content) {
      const whole = typeof content === "string" || content instanceof Uint8Array;
      const parts: (string | Uint8Array)[] = whole ? [content] : [];
      if (!whole) for await (const part of content) parts.push(part);
      // The types of typed arrays admit shared memory, which no result lies in.
      await store.put(resolve(path), new Blob(parts as (string | Uint8Array<ArrayBuffer>)[]));
    },
    remove: (path) => store.remove(resolve(path)),
    async lockOutputFolder(out, names, result = "result.h5ad") {
      await expectApart(out, join(out, result), names, async (path) => resolve(path));
      const place = resolve(out);
      if (locked.has(place)) {
        const expected = "a folder that no other run writes to, got one of a run that has not ended";
        throw new CellScapeError("bad-option", `--out ${out}: expected ${expected}; choose another --out`);
      }
      locked.add(place);
      return () => void locked.delete(place);
    },
  };
}
