import { CellScapeError } from "../errors.ts";
import type { Engine } from "./engine.ts";
import { graphOptimizationLevel, ortEngine } from "./ort.ts";

/**
 * ONNX Runtime's native CPU kernels, for Node.
 *
 * @param threads threads inside one op. One and two give the same bytes; with more, the runtime may cut a long sum
 *   elsewhere and round it differently.
 * @throws unsupported when onnxruntime-node is not installed or does not load here.
 */
export async function nativeEngine({ threads = 1 }: { threads?: number } = {}): Promise<Engine> {
  const runtime = await load();
  return ortEngine("native", runtime, {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel,
    enableCpuMemArena: true,
    logSeverityLevel: 3,
    // A thread that waits for work sleeps: spinning took half as much CPU time again on a busy machine.
    extra: { session: { intra_op: { allow_spinning: "0" }, inter_op: { allow_spinning: "0" } } },
  });
}

async function load() {
  try {
    const { default: runtime } = await import("onnxruntime-node");
    // Errors only: at its first session the runtime warns of every GPU that it does not find.
    runtime.env.logLevel = "error";
    return runtime;
  } catch (cause) {
    const wanted = "onnxruntime-node to be installed (npm install onnxruntime-node), or the engine wasm";
    throw new CellScapeError("unsupported", `engine native: expected ${wanted}, got none that loads`, { cause });
  }
}
