import { referenceEngine } from "../../engine/reference.ts";
import { wasmEngine, webgpuEngine } from "../../engine/web.ts";
import type { Input } from "../../io/source.ts";
import type { Program } from "../../run/plan/stages.ts";
import type { Host } from "../host.ts";
import { browserFiles } from "./browserFiles.ts";
import { type FileStore, memoryStore } from "./fileStore.ts";
import { type ImageAssets, pageImages } from "./pageImages.ts";
import { posixPaths } from "./posixPaths.ts";
import { type PageSeedWorkers, pageSeedWorkers } from "./seedWorkers.ts";
import { sha256 } from "./sha256.ts";
import { storedCheckpoints } from "./storedCheckpoints.ts";

/** Files, store and assets of a page. */
export interface BrowserHostOptions {
  /** Files and folders that the user gave, by their names in a session. */
  readonly files?: ReadonlyMap<string, Blob | Input>;
  /** Where results and unfinished work go; the memory of the page by default. */
  readonly store?: FileStore;
  /** Files of the page beside its script. */
  readonly assets: ImageAssets & {
    /** Address of the folder with the files of onnxruntime-web, with a slash at its end; beside the script by default. */
    readonly runtime?: string;
  };
  /** Trains models in workers of their own; in the worker of the run by default. */
  readonly seeds?: PageSeedWorkers;
  /** Bytes that a run may take; by default half of the device's memory, or 2 GiB where the browser does not report it. */
  readonly memory?: number;
}

const gigabyte = 2 ** 30;
/** The process of a page with its workers, measured in Chromium; half of it are pages of the browser's own program. */
const page: Program = { bareBytes: 260 * 2 ** 20, trainsApart: true };

/**
 * A page: run a session over it in a worker, so that the page stays responsive and large files are read in place.
 *
 * @throws (its files) bad-file when a path is none inside a folder.
 * @example
 * const host = browserHost({ files: new Map([["tissue.h5ad", file]]), assets: { resvg: "/resvg.wasm", fonts: [] } });
 */
export function browserHost({
  files = new Map(),
  store = memoryStore(),
  assets,
  memory,
  seeds,
}: BrowserHostOptions): Host {
  const { runtime } = assets;
  return {
    platform: `browser, ${navigator.userAgent}`,
    paths: posixPaths,
    files: browserFiles(files, store),
    engines: {
      wasm: ({ threads = 1 }) => wasmEngine({ threads: seeds ? 1 : threads, ...runtimeAt(runtime) }),
      webgpu: () => webgpuEngine(runtimeAt(runtime)),
      reference: async () => referenceEngine,
    },
    workers: (engine, share) => pageSeedWorkers(seeds, engine, share),
    checkpoints: (folder) => storedCheckpoints(store, posixPaths.join(folder, ".cellscape")),
    memory() {
      if (memory !== undefined) return { bytes: memory, why: "set by the page" };
      // Chromium alone has it, rounded to a power of two, at most 8.
      const device = "deviceMemory" in navigator ? Number(navigator.deviceMemory) : undefined;
      if (device === undefined) return { bytes: 2 * gigabyte, why: "the browser does not report free memory" };
      return { bytes: (device / 2) * gigabyte, why: "half of this device's memory" };
    },
    program: seeds ? page : { ...page, trainsApart: false },
    usage: () => ({ cpuSeconds: undefined, peakMb: undefined }),
    clock: () => performance.now() / 1000,
    sha256,
    ...pageImages(assets),
  };
}

const runtimeAt = (files: string | undefined) => (files === undefined ? {} : { files });
