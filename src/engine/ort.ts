import { size } from "../tensor/shape.ts";
import type { DType, Tensor } from "../tensor/tensor.ts";
import type { Engine, Values } from "./engine.ts";
import { arrayOf, feedOf, programInputs } from "./feeds.ts";
import { inputName, outputName, toOnnx } from "./onnx.ts";

/** As much of ONNX Runtime as is used: the namespace of either of its packages. T is its own tensor class. */
export interface OrtRuntime<T> {
  readonly InferenceSession: { create(model: Uint8Array, options: OrtOptions): Promise<OrtSession<T>> };
  readonly Tensor: new (type: DType, data: Values, shape: readonly number[]) => T;
}

export interface OrtSession<T> {
  run(feeds: Readonly<Record<string, T>>): Promise<Readonly<Record<string, { readonly data: unknown }>>>;
  release(): Promise<void>;
}

/** How a session is made; the runtime's own `SessionOptions`, as far as they are used. */
export interface OrtOptions {
  readonly executionProviders: readonly string[];
  readonly intraOpNumThreads?: number;
  readonly interOpNumThreads?: number;
  readonly graphOptimizationLevel?: "disabled" | "basic" | "extended" | "layout" | "all";
  readonly enableCpuMemArena?: boolean;
  readonly logSeverityLevel?: 0 | 1 | 2 | 3 | 4;
  readonly extra?: Record<string, unknown>;
}

/**
 * Programs are written as they should run, so the runtime's own rewriting is off: it gains nothing in a step, doubles the
 * time to prepare one, and moves transposes to where softmax is slow.
 */
export const graphOptimizationLevel = "disabled";

/** An engine that turns a program into one ONNX model and lets ONNX Runtime run it. */
export function ortEngine<T>(name: string, runtime: OrtRuntime<T>, options: OrtOptions): Engine {
  return {
    name,
    async compile(outputs) {
      const inputs = programInputs(outputs);
      const session = await runtime.InferenceSession.create(toOnnx(outputs), options);
      return {
        async run(feeds) {
          const named = [...inputs].map(([input, tensor]): [string, T] => {
            const values = feedOf(feeds, input, tensor);
            return [inputName(input), new runtime.Tensor(tensor.dtype, values, tensor.shape)];
          });
          const results = await session.run(Object.fromEntries(named));
          return Object.fromEntries(
            Object.entries(outputs).map(([output, tensor]): [string, Values] => [
              output,
              valuesOf(results[outputName(output)]?.data, tensor),
            ]),
          );
        },
        release: () => session.release(),
      };
    },
  };
}

function valuesOf(data: unknown, { dtype, shape }: Tensor): Values {
  if (data instanceof arrayOf[dtype] && data.length === size(shape)) return data;
  throw new Error(`internal: the runtime did not return ${dtype}[${shape.join(", ")}]`);
}
