import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { expectInner } from "../../../src/io/bytes/innerPath.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import type { Folder, Source } from "../../../src/io/source.ts";

/** Files by their paths. */
export type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Files in memory as a folder that behaves as one on disk. The HDF5 library alone gets a file on disk, for as long as it
 * is open.
 */
export function memoryFolder(name: string, files: Files): Folder {
  return {
    kind: "folder",
    name,
    async list(path = "") {
      if (path !== "") expectInner(name, path);
      const start = path === "" ? "" : `${path}/`;
      const names = new Set<string>();
      for (const file of files.keys()) {
        if (!file.startsWith(start)) continue;
        const [first, ...rest] = file.slice(start.length).split("/");
        names.add(rest.length === 0 ? first : `${first}/`);
      }
      return [...names].sort();
    },
    async open(path) {
      expectInner(name, path);
      return files.has(path) ? memoryFile(name, files, path) : undefined;
    },
  };
}

/** One of these files, with those around it. */
export function memoryFile(name: string, files: Files, path: string): Source {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`internal: no file ${path}`);
  const called = `${name}/${path}`;
  return {
    kind: "file",
    name: called,
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
    gunzip() {
      const unpacking = createGunzip();
      pipeline(Readable.from([bytes], { objectMode: false }), unpacking, () => undefined);
      return unpacking;
    },
    async mount() {
      const place = join(scratch(), `${++mounts}`);
      writeFileSync(place, bytes);
      const access = await (await fileSource(place)).mount();
      const release = () => {
        access.release();
        rmSync(place);
      };
      return { ...access, name: called, release };
    },
    async beside(inner) {
      expectInner(called, inner);
      return memoryFolder(name, files).open([...path.split("/").slice(0, -1), inner].join("/"));
    },
  };
}

let mounts = 0;
let folder: string | undefined;

function scratch(): string {
  if (folder !== undefined) return folder;
  const made = mkdtempSync(join(tmpdir(), "cellscape-fuzz-"));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  folder = made;
  return made;
}
