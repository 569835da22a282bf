import { chooseEngine } from "../engine/choose.ts";
import type { Engine } from "../engine/engine.ts";
import { nativeEngine } from "../engine/node.ts";
import { referenceEngine } from "../engine/reference.ts";
import { wasmEngine } from "../engine/web.ts";
import type { Config } from "../pipeline/config.ts";

/** The engines that Node has, by choice. */
export const nodeEngines = { native: nativeEngine, wasm: wasmEngine, reference: async () => referenceEngine };

/** The engine of a run, made when it is first asked for: the smoothing baseline needs none. */
export function lazyEngine({ engine, threads }: Config): {
  get: () => Promise<Engine>;
  used: () => string | undefined;
} {
  let made: Promise<Engine> | undefined;
  let name: string | undefined;
  const get = () => {
    made ??= chooseEngine(engine, nodeEngines, threads === undefined ? {} : { threads }).then((ready) => {
      name = ready.name;
      return ready;
    });
    return made;
  };
  return { get, used: () => name };
}
