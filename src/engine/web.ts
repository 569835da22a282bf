import { CellScapeError } from "../core/errors.ts";
import type { Engine } from "./engine.ts";
import { graphOptimizationLevel, ortEngine } from "./ort.ts";

/**
 * ONNX Runtime compiled to WebAssembly: runs in every browser and in Node, at about half the native speed.
 *
 * @param options `threads`: threads inside one op, fixed by the first engine of a page. More than one needs cross-origin
 *   isolation; without it the runtime uses one. Node always gets one: this build of the runtime cannot start more there.
 *   `files`: URL of the folder with the runtime's own files, for a page whose bundler put them elsewhere than beside the
 *   script; fixed by the first engine too.
 * @throws unsupported when onnxruntime-web is not installed.
 */
export async function wasmEngine(options: { threads?: number; files?: string } = {}): Promise<Engine> {
  const { threads = 1, files } = options;
  const runtime = await load();
  runtime.env.wasm.numThreads = inPage ? threads : 1;
  if (files !== undefined) runtime.env.wasm.wasmPaths = files;
  return ortEngine("wasm", runtime, {
    executionProviders: ["wasm"],
    graphOptimizationLevel,
    enableCpuMemArena: true,
    logSeverityLevel: 3,
  });
}

/**
 * ONNX Runtime on the graphics card of a page. Ops that it has no kernel for run in WebAssembly.
 *
 * @param files as for `wasmEngine`.
 * @throws unsupported where the browser offers no card.
 */
export async function webgpuEngine({ files }: { files?: string } = {}): Promise<Engine> {
  const cards = "gpu" in navigator ? (navigator.gpu as { requestAdapter(): Promise<unknown> }) : undefined;
  if (!(await cards?.requestAdapter().catch(() => null))) {
    throw new CellScapeError("unsupported", "engine webgpu: expected a browser that offers a graphics card, got none");
  }
  const runtime = await import("onnxruntime-web/webgpu");
  runtime.env.logLevel = "error";
  runtime.env.wasm.numThreads = 1;
  if (files !== undefined) runtime.env.wasm.wasmPaths = files;
  return ortEngine("webgpu", runtime, {
    executionProviders: ["webgpu"],
    graphOptimizationLevel,
    enableCpuMemArena: true,
    logSeverityLevel: 3,
  });
}

/** True in a page and in its workers. */
const inPage = typeof self !== "undefined";

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
