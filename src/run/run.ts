import { CellScapeError } from "../core/errors.ts";
import type { Progress, Report } from "../core/progress.ts";
import { cancelled, createTask } from "../core/task.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Context } from "./artifacts.ts";
import type { Settings } from "./options/settings.ts";
import { type AnyStep, type MadeBy, required, type StepTable } from "./step.ts";

/** What a run made, and how long each step took, in seconds. */
export interface RunResult<Made, Wanted extends keyof Made> {
  /** What was wanted, but for optional steps that failed or that the user did not wait for. */
  readonly artifacts: Pick<Made, Wanted>;
  /** Wall time of each step by name, in seconds. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** The data set, and what the steps of a table make. */
type All<Steps> = { readonly dataset: Dataset } & MadeBy<Steps>;

/**
 * Make the wanted artifacts of a dataset: each step once, in the order that their needs give.
 *
 * An optional step that fails is left out with a warning: what was found before it is worth keeping.
 *
 * @param steps those of the core (`coreSteps`) and of the analyses that may be wanted.
 * @throws cancelled when the signal stops the run in a step that has nothing to show yet; whatever a step that is not
 * optional throws.
 */
export async function run<Steps extends StepTable, Wanted extends keyof All<Steps> & string>(
  dataset: Dataset,
  wanted: readonly Wanted[],
  steps: Steps,
  context: Context,
): Promise<RunResult<All<Steps>, Wanted>> {
  const made: Record<string, unknown> = { dataset };
  const release = releases(wanted, steps, context.config);
  const seconds: Record<string, number> = {};
  const failed = new Map<string, unknown>();

  const make = async (name: string): Promise<void> => {
    if (made[name] !== undefined) return;
    if (failed.has(name)) throw failed.get(name);
    const step = stepOf(steps, name);
    const { role, kept } = step.policy ?? required;
    for (const need of step.needs(context.config)) await make(need);
    // A step that computes without a break lets no event through; here a wish to stop is heard.
    if (role === "optional") await new Promise<void>((resume) => setTimeout(resume, 0));
    if (context.ending?.aborted || (context.signal?.aborted && role !== "concluding")) throw cancelled();
    const does = step.does(context.config);
    const before = kept === "nothing" ? undefined : await keptStep(name, context);
    if (before) {
      context.report({ kind: "begin", step: name, does: `${does}: loaded from checkpoints` });
      for (const each of before.messages) context.report(each);
      Object.assign(made, { [name]: before.value });
      seconds[name] = before.seconds;
      return;
    }
    context.report({ kind: "begin", step: name, does });
    const messages: Said[] = [];
    const report: Report = (progress) => {
      if (progress.kind === "note" || progress.kind === "warning") messages.push(progress);
      context.report(progress);
    };
    const { signal, checkpoints: store, clock } = context;
    const task = createTask(name, { report, signal, store, clock });
    const started = context.clock();
    try {
      const value = await step.run(made, { ...context, report, task });
      Object.assign(made, { [name]: value });
      const took = context.clock() - started;
      seconds[name] = took;
      // Partial results of a stopped step must not be kept as its result.
      if (kept === "artifact" && !context.signal?.aborted) {
        await context.checkpoints?.save(name, { value, messages, seconds: took } satisfies KeptStep, took);
      }
    } catch (error) {
      failed.set(name, naming(dataset, error));
      throw failed.get(name);
    }
    context.report({ kind: "end", step: name, seconds: seconds[name] });
    for (const unneeded of release.get(name) ?? []) delete made[unneeded];
  };

  for (const name of wanted) {
    try {
      await make(name);
    } catch (error) {
      const step = name === "dataset" ? undefined : stepOf(steps, name);
      if (step?.policy?.role !== "optional" || !(error instanceof CellScapeError)) throw error;
      const does = step.does(context.config);
      const text =
        error.code === "cancelled" ? `skipped, as the run was stopped: ${does}` : `skipped: ${does}; ${error.message}`;
      context.report({ kind: "warning", step: name, text });
    }
  }
  // Each step made the artifact of its name.
  return { artifacts: made as unknown as Pick<All<Steps>, Wanted>, seconds };
}

/**
 * What nobody needs any more once a step has run: artifacts that are not wanted themselves, by the last step that needs
 * them. Large ones need not stay in memory to the end.
 */
function releases(wanted: readonly string[], steps: StepTable, config: Settings): ReadonlyMap<string, string[]> {
  const lastUse = new Map<string, string>();
  const visited = new Set<string>(["dataset"]);
  const visit = (name: string): void => {
    if (visited.has(name)) return;
    visited.add(name);
    const needs = stepOf(steps, name).needs(config);
    for (const need of needs) visit(need);
    for (const need of needs) lastUse.set(need, name);
  };
  for (const name of wanted) visit(name);
  const released = new Map<string, string[]>();
  for (const [need, last] of lastUse) {
    // What optional steps make is shown in the results, beside what was made from it.
    if (wanted.includes(need) || need === "dataset" || steps[need].policy?.role === "optional") continue;
    released.set(last, [...(released.get(last) ?? []), need]);
  }
  return released;
}

/** @throws bad-option when no step makes an artifact of that name. */
function stepOf(steps: StepTable, name: string): AnyStep {
  if (Object.hasOwn(steps, name)) return steps[name];
  const has = Object.keys(steps).join(", ");
  throw new CellScapeError("bad-option", `run: expected an artifact that a step computes (${has}), got ${name}`);
}

type Said = Extract<Progress, { kind: "note" | "warning" }>;

/** A step's artifact as it is kept, with the notes and warnings of the step. */
interface KeptStep {
  readonly value: unknown;
  readonly messages: readonly Said[];
  readonly seconds: number;
}

async function keptStep(name: string, { checkpoints }: Context): Promise<KeptStep | undefined> {
  // Only `run` keeps something under this name, and only for runs of the same version and settings.
  return (await checkpoints?.load(name)) as KeptStep | undefined;
}

/** Steps have arrays, not files: their messages about the data get the name of the file. */
function naming({ name }: Dataset, error: unknown): unknown {
  const aboutData = error instanceof CellScapeError && (error.code === "bad-data" || error.code === "bad-shape");
  if (!aboutData || error.message.includes(name)) return error;
  return new CellScapeError(error.code, `${name}: ${error.message}`, { cause: error });
}
