import type { Dataset } from "../data/dataset.ts";
import { CellScapeError } from "../errors.ts";
import type { ArtifactName, Artifacts, Context } from "./artifacts.ts";
import { steps } from "./steps.ts";

/** What a run made, and how long each step took, in seconds. */
export interface RunResult<Wanted extends ArtifactName> {
  readonly artifacts: Pick<Artifacts, Wanted>;
  readonly seconds: Readonly<Partial<Record<ArtifactName, number>>>;
}

/**
 * Make the wanted artifacts of a dataset: each step once, in the order that their needs give.
 *
 * @throws cancelled when the signal stops the run in a step that has nothing to show yet; whatever a step throws.
 */
export async function run<Wanted extends ArtifactName>(
  dataset: Dataset,
  wanted: readonly Wanted[],
  context: Context,
): Promise<RunResult<Wanted>> {
  const made: Partial<Artifacts> = { dataset };
  const seconds: Partial<Record<ArtifactName, number>> = {};

  const make = async (name: ArtifactName): Promise<void> => {
    if (name === "dataset" || made[name] !== undefined) return;
    const step = steps[name];
    for (const need of step.needs(context.config)) await make(need);
    if (context.signal?.aborted && !step.finishes) {
      throw new CellScapeError("cancelled", "stopped before there was a result to keep; nothing was written");
    }
    context.report({ kind: "begin", step: name, does: step.does(context.config) });
    const started = context.clock();
    try {
      // The table's types tie each step to its own artifact; the loop over names loses that tie.
      Object.assign(made, { [name]: await step.run(made as Artifacts, context) });
    } catch (error) {
      throw naming(dataset, error);
    }
    seconds[name] = context.clock() - started;
    context.report({ kind: "end", step: name, seconds: seconds[name] });
  };

  for (const name of wanted) await make(name);
  return { artifacts: made as Pick<Artifacts, Wanted>, seconds };
}

/** Steps know arrays, not files: what they say about the data gets the name of the file. */
function naming({ name }: Dataset, error: unknown): unknown {
  const aboutData = error instanceof CellScapeError && (error.code === "bad-data" || error.code === "bad-shape");
  if (!aboutData || error.message.includes(name)) return error;
  return new CellScapeError(error.code, `${name}: ${error.message}`, { cause: error });
}
