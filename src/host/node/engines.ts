import type { Report } from "../../core/progress.ts";
import { chooseEngine } from "../../engine/choose.ts";
import type { Engine } from "../../engine/engine.ts";
import { nativeEngine } from "../../engine/node.ts";
import { referenceEngine } from "../../engine/reference.ts";
import { wasmEngine } from "../../engine/web.ts";
import type { Config } from "../../run/options/config.ts";
import { checkedGpuEngine } from "./gpuEngines.ts";

/** The engines that Node has, by choice. */
export const nodeEngines = {
  native: nativeEngine,
  wasm: wasmEngine,
  webgpu: checkedGpuEngine("webgpu"),
  cuda: checkedGpuEngine("cuda"),
  reference: async () => referenceEngine,
};

/** The engine of a run, made when it is first asked for: the smoothing baseline needs none. */
export function lazyEngine(
  { engine, threads }: Config,
  report: Report,
): {
  get: () => Promise<Engine>;
  used: () => string | undefined;
} {
  const onFallback = (text: string) => report({ kind: "warning", step: "embeddings", text });
  let made: Promise<Engine> | undefined;
  let name: string | undefined;
  const get = () => {
    made ??= chooseEngine(engine, nodeEngines, { onFallback, ...(threads === undefined ? {} : { threads }) }).then(
      (ready) => {
        name = ready.name;
        return ready;
      },
    );
    return made;
  };
  return { get, used: () => name };
}
