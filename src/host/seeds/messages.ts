import type { ErrorCode } from "../../core/errors.ts";
import type { Progress } from "../../core/progress.ts";
import type { Embedded } from "../../methods/embedded.ts";
import type { SeedTask } from "../../run/embedSeed.ts";

/** Engines of workers: those that use the processor alone, as of a graphics card there is but one. */
export type SeedEngine = "native" | "wasm";

export const isSeedEngine = (engine: string): engine is SeedEngine => engine === "native" || engine === "wasm";

/** Messages to a worker that embeds with one seed. */
export type ToSeedWorker =
  | { readonly kind: "embed"; readonly task: SeedTask; readonly engine: SeedEngine; readonly threads: number }
  /** Answer to `load`: undefined where nothing was kept. */
  | { readonly kind: "loaded"; readonly value: unknown }
  | { readonly kind: "stop" };

/** Messages to one of a page, which holds a lock of the browser as long as it lives. */
export type ToPageSeedWorker = ToSeedWorker | { readonly kind: "hold"; readonly lock: string };

/** Messages of such a worker. */
export type FromSeedWorker =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "state"; readonly state: unknown; readonly final: boolean }
  | { readonly kind: "load"; readonly key: string }
  | { readonly kind: "keep"; readonly key: string; readonly value: unknown; readonly seconds: number }
  /** @param peakMb most memory that it held, where the platform reports it. */
  | { readonly kind: "embedded"; readonly embedded: Embedded; readonly peakMb: number }
  | { readonly kind: "failed"; readonly code: ErrorCode | undefined; readonly message: string };
