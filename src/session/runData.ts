import { type AllArtifacts, allSteps } from "../analyses/registry.ts";
import type { Dataset } from "../data/dataset.ts";
import { chooseEngine, type EngineFactories } from "../engine/choose.ts";
import type { Engine } from "../engine/engine.ts";
import type { Context } from "../run/artifacts.ts";
import { settle } from "../run/options/settings.ts";
import { type RunResult, run } from "../run/run.ts";
import { type ConfigInput, parseConfig } from "./options/run.ts";

/** What a program may give a run; everything has a default. */
export interface RunDataOptions extends Partial<Omit<Context, "config">> {
  /** Settings by name, as `parseConfig` takes them; those of the paper's method by default. */
  readonly config?: ConfigInput;
}

/** See `run` of the main module. */
export type RunData = <Wanted extends keyof AllArtifacts = "domains">(
  dataset: Dataset,
  wanted?: readonly Wanted[],
  options?: RunDataOptions,
) => Promise<RunResult<AllArtifacts, Wanted>>;

/** A run over data in memory, with the engines of a platform. */
export function runnerWith(engines: EngineFactories): RunData {
  return async <Wanted extends keyof AllArtifacts = "domains">(
    dataset: Dataset,
    // The compiler cannot see that the default of the type and that of the value are one.
    wanted: readonly Wanted[] = ["domains" as Wanted],
    { config: given = {}, ...context }: RunDataOptions = {},
  ) => {
    const config = settle(parseConfig(given), dataset);
    const { threads } = config;
    let made: Promise<Engine> | undefined;
    const engine = () => {
      made ??= chooseEngine(config.engine, engines, threads === undefined ? {} : { threads });
      return made;
    };
    return run(dataset, wanted, allSteps(), { engine, report: () => {}, signal: undefined, clock, ...context, config });
  };
}

const clock = () => performance.now() / 1000;
