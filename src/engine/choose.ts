import { CellScapeError } from "../errors.ts";
import type { Engine } from "./engine.ts";

/** What a user may ask for. `auto` is native where it loads, else wasm. */
export type EngineChoice = "auto" | "native" | "wasm" | "reference";

export interface EngineOptions {
  /** Threads inside one op. */
  readonly threads?: number;
}

/** Makes engines of each kind that a door has; a page has no native one. */
export type EngineFactories = {
  readonly [Kind in Exclude<EngineChoice, "auto">]?: (options: EngineOptions) => Promise<Engine>;
};

/**
 * The engine that was asked for. The factories are handed in, so that a page never sees a Node module.
 *
 * @throws unsupported when that engine is not part of this build, or its runtime does not load.
 */
export async function chooseEngine(
  choice: EngineChoice,
  factories: EngineFactories,
  options: EngineOptions = {},
): Promise<Engine> {
  if (choice === "auto") return automatic(factories, options);
  const create = factories[choice];
  if (create) return create(options);
  const expected = Object.keys(factories).join(", ");
  throw new CellScapeError("unsupported", `engine: expected one of auto, ${expected}, got ${choice}`);
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
