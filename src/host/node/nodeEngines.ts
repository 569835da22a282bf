import { nativeEngine } from "../../engine/node.ts";
import { referenceEngine } from "../../engine/reference.ts";
import { wasmEngine } from "../../engine/web.ts";
import { checkedGpuEngine } from "./gpuEngines.ts";

/** The engines that Node has, by choice. */
export const nodeEngines = {
  native: nativeEngine,
  wasm: wasmEngine,
  webgpu: checkedGpuEngine("webgpu"),
  cuda: checkedGpuEngine("cuda"),
  reference: async () => referenceEngine,
};
