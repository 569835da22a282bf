import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { CellScapeError } from "../core/errors.ts";
import { matmul } from "../tensor/ops.ts";
import { input } from "../tensor/tensor.ts";
import type { Engine } from "./engine.ts";
import { inputName, outputName, toOnnx } from "./onnx.ts";
import { graphOptimizationLevel, ortEngine } from "./ort.ts";

/** More threads than this gain nothing in ops of this size, and ops are written for so many: see `program/ops/matmul.ts`. */
const mostThreads = 16;

/**
 * ONNX Runtime's native CPU kernels, for Node.
 *
 * @param threads threads inside one op, of which no more than 16 are used. The results do not depend on their number.
 * @throws unsupported when onnxruntime-node is not installed or does not load here.
 */
export async function nativeEngine({ threads = 1 }: { threads?: number } = {}): Promise<Engine> {
  const runtime = await load();
  return ortEngine("native", runtime, {
    executionProviders: ["cpu"],
    intraOpNumThreads: Math.min(threads, mostThreads),
    interOpNumThreads: 1,
    graphOptimizationLevel,
    enableCpuMemArena: true,
    logSeverityLevel: 3,
    // A thread that waits for work sleeps: spinning took half as much CPU time again on a busy machine.
    extra: { session: { intra_op: { allow_spinning: "0" }, inter_op: { allow_spinning: "0" } } },
  });
}

/** Ways to a graphics card. */
export type CardKind = "webgpu" | "cuda";

/**
 * ONNX Runtime on a graphics card: `webgpu` comes with it and takes any card with a Vulkan, Metal or Direct3D driver;
 * `cuda` takes an NVIDIA card, and needs the runtime's CUDA libraries, which its own install script fetches. What a card
 * cannot do runs natively. Results agree with native within float32 rounding; they need not be the same bytes.
 *
 * @throws unsupported when the runtime, its libraries or the card are not there.
 */
export async function cardEngine(kind: CardKind, { threads = 1 }: { threads?: number } = {}): Promise<Engine> {
  const runtime = await load();
  return ortEngine(kind, runtime, {
    executionProviders: [kind],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel,
    logSeverityLevel: 3,
  });
}

/**
 * A script that runs one product of matrices on a card and prints `ok`, or else the reason. For a process of its own: a
 * driver that is broken may end the process that requests it.
 */
export function cardProbe(kind: CardKind): string {
  const x = input("x", [2, 2]);
  const model = Buffer.from(toOnnx({ y: matmul(x, x) })).toString("base64");
  const runtime = pathToFileURL(createRequire(import.meta.url).resolve("onnxruntime-node")).href;
  return `
    import runtime from ${JSON.stringify(runtime)};
    runtime.env.logLevel = "fatal";
    try {
      const options = { executionProviders: [${JSON.stringify(kind)}], graphOptimizationLevel: "disabled", logSeverityLevel: 4 };
      const session = await runtime.InferenceSession.create(Buffer.from("${model}", "base64"), options);
      const x = new runtime.Tensor("float32", Float32Array.of(1, 2, 3, 4), [2, 2]);
      const { data } = (await session.run({ ${JSON.stringify(inputName("x"))}: x }))[${JSON.stringify(outputName("y"))}];
      console.log(data.join() === "7,10,15,22" ? "ok" : "its product of two matrices is wrong");
    } catch (error) {
      console.log(error.message);
    }
    process.exit(0);`;
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
