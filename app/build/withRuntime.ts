import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "vite";

const { resolve } = createRequire(import.meta.url);
const published = join(resolve("onnxruntime-web/wasm"), "..");

/** A file of its package. */
export const runtimePackage = resolve("onnxruntime-web/wasm");

/** Scripts of ONNX Runtime by the names that they are imported by, with what each fetches. */
const scripts: Readonly<Record<string, readonly [script: string, ...fetched: string[]]>> = {
  "onnxruntime-web/wasm": ["ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm"],
  "onnxruntime-web/webgpu": ["ort.webgpu.bundle.min.mjs", "ort-wasm-simd-threaded.asyncify.wasm"],
};
const folder = "runtime";

/**
 * ONNX Runtime as it was published, beside the scripts of the page and once for all of its workers: it starts its threads
 * from its own script, which therefore must import nothing of a worker that loads it.
 */
export function withRuntime(): Plugin {
  return {
    name: "runtime",
    enforce: "pre",
    resolveId: (source) => (source in scripts ? { id: source, external: true } : undefined),
    renderChunk(code) {
      const named = Object.entries(scripts).reduce(
        (text, [name, [script]]) => text.replaceAll(name, `../${folder}/${script}`),
        code,
      );
      return named === code ? undefined : { code: named, map: null };
    },
  };
}

/** The files of it. */
export const runtimeFiles: Plugin = {
  name: "runtime-files",
  generateBundle() {
    for (const name of Object.values(scripts).flat()) {
      this.emitFile({ type: "asset", fileName: `${folder}/${name}`, source: readFileSync(join(published, name)) });
    }
  },
};
