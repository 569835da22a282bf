import type { Report } from "../../core/progress.ts";
import { chooseEngine } from "../../engine/choose.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Host } from "../../host/host.ts";
import type { Config } from "../../run/options/config.ts";

/** The engine of a run, made when it is first requested: the smoothing baseline needs none. */
export function lazyEngine(
  { engines }: Pick<Host, "engines">,
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
    made ??= chooseEngine(engine, engines, { onFallback, ...(threads === undefined ? {} : { threads }) }).then(
      (ready) => {
        name = ready.name;
        return ready;
      },
    );
    return made;
  };
  return { get, used: () => name };
}
