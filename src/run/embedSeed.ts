import type { Report } from "../core/progress.ts";
import { createRandom } from "../core/random.ts";
import type { PartStore, Task } from "../core/task.ts";
import { startDomains } from "../domains/startDomains.ts";
import type { Engine } from "../engine/engine.ts";
import type { Embedded } from "../methods/embedded.ts";
import type { MethodInputs } from "../methods/inputs.ts";
import { methodNamed } from "../methods/registry.ts";

/** All that embedding with one seed takes: plain records and arrays, which can be sent to a worker. */
export interface SeedTask {
  /** Name of the method. */
  readonly method: string;
  /** Values of all of its options. */
  readonly options: object;
  readonly inputs: MethodInputs;
  readonly seed: number;
  /** K, where it is known before the embedding. */
  readonly domains: number | undefined;
  /** State of an earlier process to go on from. */
  readonly resume: unknown;
}

/** What the surroundings of one seed hear and keep. */
export interface SeedHooks {
  readonly report: Report;
  readonly signal: AbortSignal | undefined;
  /** Keeps finished parts of the embedding. */
  readonly store: PartStore | undefined;
  /** Keeps the state of training. */
  save(state: unknown, final: boolean): Promise<void>;
}

/** Embeds with several seeds at once, each in a process of its own. */
export interface SeedWorkers {
  /** Seeds that are computed at once. */
  readonly count: number;
  /** As `embedSeed`, with the same bytes. */
  embed(task: SeedTask, hooks: SeedHooks): Promise<Embedded>;
}

/** Embed with one seed, in this process. */
export function embedSeed(
  { method, options, inputs, seed, domains, resume }: SeedTask,
  context: {
    readonly engine: () => Promise<Engine>;
    readonly task: Task;
    readonly save: SeedHooks["save"];
  },
): Promise<Embedded> {
  const rng = createRandom(seed).split("start domains");
  return methodNamed(method).embed(inputs, options, {
    ...{ ...context, seed, domains, resume },
    startDomains: (embedding, choice, task) => startDomains(embedding, domains ?? 1, choice, rng, task),
  });
}
