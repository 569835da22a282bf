import { CellScapeError } from "../errors.ts";
import type { Engine } from "./engine.ts";
import { graphOptimizationLevel, ortEngine } from "./ort.ts";

/**
 * ONNX Runtime compiled to WebAssembly: runs in every browser and in Node, at about half the native speed.
 *
 * @param threads threads inside one op, fixed by the first engine of a process. In a page more than one needs
 *   cross-origin isolation; without it the runtime uses one.
 * @throws unsupported when onnxruntime-web is not installed.
 */
export async function wasmEngine({ threads = 1 }: { threads?: number } = {}): Promise<Engine> {
  const runtime = await load();
  runtime.env.wasm.numThreads = threads;
  return ortEngine("wasm", runtime, {
    executionProviders: ["wasm"],
    graphOptimizationLevel,
    enableCpuMemArena: true,
    logSeverityLevel: 3,
  });
}

async function load() {
  try {
    const runtime = await import("onnxruntime-web/wasm");
    runtime.env.logLevel = "error";
    return runtime;
  } catch (cause) {
    const wanted = "onnxruntime-web to be installed (npm install onnxruntime-web)";
    throw new CellScapeError("unsupported", `engine wasm: expected ${wanted}, got none that loads`, { cause });
  }
}
