import { version } from "../../src/core/version.ts";
import { columnsFile, parseColumnsFile } from "../../src/explore/genes/columnsFile.ts";
import type { KeptColumns } from "../../src/explore/genes/geneReading.ts";
import type { FileStore } from "../../src/host/browser/fileStore.ts";
import { sha256 } from "../../src/host/browser/sha256.ts";
import { unknownVersion } from "../../src/io/browser/rangeRequests.ts";
import type { Source } from "../../src/io/source.ts";
import type { Picked } from "../messages/files.ts";
import { inputOf } from "../worker/pickedInput.ts";
import { genesFolder } from "../worker/places.ts";
import { pageStore } from "../worker/store.ts";
import { makeRoom, usedPath } from "./geneRoom.ts";

/** Smaller files are read at once. */
const leastBytes = 4e6;
/** All files of genes together, and the share of what the browser grants. */
const mostBytes = 4e9;
const mostShare = 0.25;
/** Written at a time: calls are answered in between. */
const piece = 2 ** 23;
/** Places of a file that are read for its digest, and bytes of each. */
const samples = 16;
const sampleBytes = 4096;

/** Keeps the genes of a file from one opening to the next; undefined where nothing outlives the page, or a changed file would not be noticed. */
export async function keptGenes(picked: Picked): Promise<KeptColumns | undefined> {
  const store = await pageStore();
  const { draft } = store;
  // A file that changes unnoticed is not kept.
  const key = draft && (await keyOf(picked).catch(() => undefined));
  if (!draft || key === undefined) return undefined;
  const path = `${genesFolder}/${key}.bin`;
  return {
    async get() {
      const file = await store.get(path);
      const read = file && (await parseColumnsFile(file, key).catch(() => undefined));
      // Its time is that of the last use.
      if (read) await store.put(usedPath(path), new Blob([])).catch(() => undefined);
      return read;
    },
    async put(read) {
      try {
        await write(store, draft, path, columnsFile(read, key));
      } catch {
        // A full disk: the genes are read again next time.
      }
    },
  };
}

type Begin = NonNullable<FileStore["draft"]>;

async function write(store: FileStore, begin: Begin, path: string, parts: readonly Uint8Array[]): Promise<void> {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const { quota = 0 } = await navigator.storage.estimate();
  if (size < leastBytes || !(await makeRoom(store, size, Math.min(mostBytes, mostShare * quota)))) return;
  const file = await begin(path);
  try {
    let end = 0;
    for (const part of parts) {
      for (let at = 0; at < part.length; at += piece) {
        const some = part.subarray(at, at + piece);
        file.write(some, end);
        end += some.length;
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** What differs when another file is picked, or one that was written again: names, sizes, times, and bytes here and there. */
async function keyOf(picked: Picked): Promise<string | undefined> {
  const input = inputOf(picked);
  const stamps = picked.files.map(({ path, file }) =>
    file instanceof File ? [path, file.size, file.lastModified] : undefined,
  );
  const served = input.kind === "file" ? await input.version?.() : undefined;
  if (served === unknownVersion || (served === undefined && stamps.includes(undefined))) return undefined;
  const hash = sha256();
  hash.update(new TextEncoder().encode(JSON.stringify([version, picked.name, served ?? stamps])));
  if (input.kind === "file") for (const bytes of await sampled(input)) hash.update(bytes);
  return hash.hex();
}

function sampled(source: Source): Promise<Uint8Array[]> {
  const last = Math.max(0, source.size - sampleBytes);
  const places = Array.from({ length: samples }, (_, k) => Math.floor((last * k) / (samples - 1)));
  return Promise.all(places.map((at) => source.read(at, sampleBytes)));
}
