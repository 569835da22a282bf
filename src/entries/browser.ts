/**
 * cellscape in a page: the library, files that the user chose, the WebAssembly engine, and the commands of the program over
 * a host. Nothing leaves the machine.
 *
 * @module
 */

export { wasmEngine } from "../engine/web.ts";
export { answerSeeds } from "../host/browser/answerSeeds.ts";
export { type BrowserHostOptions, browserHost } from "../host/browser/browserHost.ts";
export { type FileStore, memoryStore } from "../host/browser/fileStore.ts";
export { opfsStore } from "../host/browser/opfsStore.ts";
export type { PageSeedWorkers } from "../host/browser/seedWorkers.ts";
export type { Host } from "../host/host.ts";
export { blobFolder, blobSource } from "../io/browser/blobSource.ts";
export type { RangeFile } from "../io/browser/rangeRequests.ts";
export { rangeFolder, rangeSource } from "../io/browser/rangeSource.ts";
export * from "../session/index.ts";
export * from "./main.ts";
