import { CellScapeError } from "../core/errors.ts";
import type { Engine } from "./engine.ts";

/** The engines that a user may request. `auto` is native where it loads, else wasm; a graphics card is used only when it is named. */
export type EngineChoice = "auto" | "native" | "wasm" | "webgpu" | "cuda" | "reference";

/** Threads and fallbacks of an engine. */
export interface EngineOptions {
  /** Threads inside one op. */
  readonly threads?: number;
  /** Told, in a sentence, when a graphics card cannot be had and another engine stands in. */
  readonly onFallback?: (text: string) => void;
}

/** Makes engines of each kind that a door has; a page has no native one. */
export type EngineFactories = {
  readonly [Kind in Exclude<EngineChoice, "auto">]?: (options: EngineOptions) => Promise<Engine>;
};

/** Engines that need a graphics card, which a machine may lack. */
const onCards: ReadonlySet<EngineChoice> = new Set(["webgpu", "cuda"]);

/**
 * The engine that was requested; in place of a graphics card that cannot be had, what `auto` is. The factories are handed in, so that a page loads no Node module.
 *
 * @throws unsupported when that engine is not part of this build, or its runtime does not load.
 * @example
 * import { chooseEngine, wasmEngine } from "cellscape/tensor";
 * const engine = await chooseEngine("auto", { wasm: wasmEngine });
 */
export async function chooseEngine(
  choice: EngineChoice,
  factories: EngineFactories,
  options: EngineOptions = {},
): Promise<Engine> {
  if (choice === "auto") return automatic(factories, options);
  const create = factories[choice];
  if (create && onCards.has(choice)) return onCard(create, factories, options);
  if (create) return create(options);
  const expected = Object.keys(factories).join(", ");
  throw new CellScapeError("unsupported", `engine: expected one of auto, ${expected}, got ${choice}`);
}

async function onCard(
  create: NonNullable<EngineFactories["webgpu"]>,
  factories: EngineFactories,
  options: EngineOptions,
): Promise<Engine> {
  try {
    return await create(options);
  } catch (reason) {
    if (!(reason instanceof CellScapeError && reason.code === "unsupported")) throw reason;
    const engine = await automatic(factories, options);
    options.onFallback?.(`${reason.message}; using the engine ${engine.name} instead`);
    return engine;
  }
}

async function automatic({ native, wasm, reference }: EngineFactories, options: EngineOptions): Promise<Engine> {
  const reasons: unknown[] = [];
  for (const create of [native, wasm, reference]) {
    if (!create) continue;
    try {
      return await create(options);
    } catch (reason) {
      if (!(reason instanceof CellScapeError && reason.code === "unsupported")) throw reason;
      reasons.push(reason);
    }
  }
  const cause = new AggregateError(reasons);
  throw new CellScapeError("unsupported", "engine: expected one that loads, got none", { cause });
}
