import { arch, endianness } from "node:os";
import path from "node:path";
import { fileSource, fileTarget } from "../../io/node/nodeFile.ts";
import { folderAt, inputAt } from "../../io/node/nodeFolder.ts";
import type { Host } from "../host.ts";
import { usualMemory } from "./allotted.ts";
import { checkpointFolder } from "./checkpointFolder.ts";
import { lockOutputFolder } from "./lockOutputFolder.ts";
import { nodeEngines } from "./nodeEngines.ts";
import { peakMb } from "./peakMemory.ts";
import { pdfOf, pngOf } from "./pictures.ts";
import { runProcess } from "./runProcess.ts";
import { makeFolder, removePath, saveFile } from "./saveFile.ts";
import { seedWorkers } from "./seedWorkers.ts";
import { sha256 } from "./sha256.ts";

/** Node: files on disk, native and WebAssembly engines, a process for each model that is trained beside others. */
export const nodeHost: Host = {
  platform: `Node ${process.version}, ${arch()}, ${endianness()}`,
  paths: path,
  files: {
    open: inputAt,
    openFile: (name) => fileSource(name),
    folder: folderAt,
    async target(name) {
      await makeFolder(path.dirname(name));
      return fileTarget(name);
    },
    save: saveFile,
    remove: removePath,
    lockOutputFolder,
  },
  engines: nodeEngines,
  workers: seedWorkers,
  checkpoints: (folder) => checkpointFolder(path.join(folder, ".cellscape")),
  memory: () => usualMemory(process.availableMemory(), process.memoryUsage.rss()),
  usage() {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: peakMb() };
  },
  clock: () => performance.now() / 1000,
  sha256,
  png: pngOf,
  pdf: pdfOf,
  runProcess,
};
