/**
 * cellscape in a page: the library, files that the user chose, and the WebAssembly engine.
 *
 * @module
 */

export { wasmEngine } from "../engine/web.ts";
export { blobFolder, blobSource } from "../io/browser/blobSource.ts";
export * from "./main.ts";
