import { CellScapeError } from "../core/errors.ts";
import type { Progress, Report } from "../core/progress.ts";
import { cancelled, createTask } from "../core/task.ts";
import type { Dataset } from "../data/dataset.ts";
import type { ArtifactName, Artifacts, Context } from "./artifacts.ts";
import type { Config } from "./options/config.ts";
import { resolveForData } from "./options/resolveForData.ts";
import { steps } from "./steps.ts";

/** What a run made, and how long each step took, in seconds. */
export interface RunResult<Wanted extends ArtifactName> {
  /** What was wanted, but for optional steps that failed or that the user did not wait for. */
  readonly artifacts: Pick<Artifacts, Wanted>;
  readonly seconds: Readonly<Partial<Record<ArtifactName, number>>>;
}

/**
 * Make the wanted artifacts of a dataset: each step once, in the order that their needs give.
 *
 * An optional step that fails is left out with a warning: what was found before it is worth keeping.
 *
 * @throws cancelled when the signal stops the run in a step that has nothing to show yet; whatever a step that is not
 * optional throws.
 */
export async function run<Wanted extends ArtifactName>(
  dataset: Dataset,
  wanted: readonly Wanted[],
  { config: asked, ...given }: Context,
): Promise<RunResult<Wanted>> {
  const context: Context = { ...given, config: resolveForData(asked, dataset) };
  const made: Partial<Record<ArtifactName, unknown>> = { dataset };
  const release = releases(wanted, context.config);
  const seconds: Partial<Record<ArtifactName, number>> = {};

  const failed = new Map<ArtifactName, unknown>();

  const make = async (name: ArtifactName): Promise<void> => {
    if (name === "dataset" || made[name] !== undefined) return;
    if (failed.has(name)) throw failed.get(name);
    const step = steps[name];
    for (const need of step.needs(context.config)) await make(need);
    // A step that computes without a break lets no event through; here a wish to stop is heard.
    if (step.optional) await new Promise<void>((resume) => setTimeout(resume, 0));
    if (context.signal?.aborted && !step.finishes) {
      throw cancelled();
    }
    const does = step.does(context.config);
    const before = step.anew ? undefined : await keptStep(name, context);
    if (before) {
      context.report({ kind: "begin", step: name, does: `${does}: kept from before` });
      for (const each of before.said) context.report(each);
      Object.assign(made, { [name]: before.value });
      seconds[name] = before.seconds;
      return;
    }
    context.report({ kind: "begin", step: name, does });
    const said: Said[] = [];
    const report: Report = (progress) => {
      if (progress.kind === "note" || progress.kind === "warning") said.push(progress);
      context.report(progress);
    };
    const { signal, checkpoints: store, clock } = context;
    const task = createTask(name, { report, signal, store, clock });
    const started = context.clock();
    try {
      // The table's types tie each step to its own artifact; the loop over names loses that tie.
      const value = await step.run(made as unknown as Artifacts, { ...context, report, task });
      Object.assign(made, { [name]: value });
      const took = context.clock() - started;
      seconds[name] = took;
      // What was made in a hurry, because the user wants to stop, is not what a run that goes on would make.
      if (!step.keepsItself && !step.anew && !context.signal?.aborted) {
        await context.checkpoints?.save(name, { value, said, seconds: took } satisfies KeptStep, took);
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
      // The compiler does not narrow a name of a generic type.
      const step = name === "dataset" ? undefined : steps[name as Exclude<ArtifactName, "dataset">];
      if (!step?.optional || !(error instanceof CellScapeError)) throw error;
      const does = step.does(context.config);
      const text =
        error.code === "cancelled" ? `left out, as you stopped: ${does}` : `left out: ${does}; ${error.message}`;
      context.report({ kind: "warning", step: name, text });
    }
  }
  return { artifacts: made as unknown as Pick<Artifacts, Wanted>, seconds };
}

/**
 * What nobody needs any more once a step has run: artifacts that are not wanted themselves, by the last step that needs
 * them. Large ones need not stay in memory to the end.
 */
function releases(wanted: readonly ArtifactName[], config: Config): ReadonlyMap<ArtifactName, ArtifactName[]> {
  const lastUse = new Map<ArtifactName, ArtifactName>();
  const visited = new Set<ArtifactName>(["dataset"]);
  const visit = (name: ArtifactName): void => {
    if (name === "dataset" || visited.has(name)) return;
    visited.add(name);
    const needs = steps[name].needs(config);
    for (const need of needs) visit(need);
    for (const need of needs) lastUse.set(need, name);
  };
  for (const name of wanted) visit(name);
  const released = new Map<ArtifactName, ArtifactName[]>();
  for (const [need, last] of lastUse) {
    // What optional steps make is shown in the results, beside what was made from it.
    if (wanted.includes(need) || need === "dataset" || steps[need].optional) continue;
    released.set(last, [...(released.get(last) ?? []), need]);
  }
  return released;
}

type Said = Extract<Progress, { kind: "note" | "warning" }>;

/** A step's artifact as it is kept, with all that the step said about it. */
interface KeptStep {
  readonly value: unknown;
  readonly said: readonly Said[];
  readonly seconds: number;
}

async function keptStep(name: ArtifactName, { checkpoints }: Context): Promise<KeptStep | undefined> {
  // Only `run` keeps something under this name, and only for runs of the same version and settings.
  return (await checkpoints?.load(name)) as KeptStep | undefined;
}

/** Steps know arrays, not files or runs: what they say about the data gets the name of the file. */
function naming({ name }: Dataset, error: unknown): unknown {
  const aboutData = error instanceof CellScapeError && (error.code === "bad-data" || error.code === "bad-shape");
  if (!aboutData || error.message.includes(name)) return error;
  return new CellScapeError(error.code, `${name}: ${error.message}`, { cause: error });
}
