import { checkAnalyses } from "../../analyses/wanted.ts";
import { CellScapeError } from "../../core/errors.ts";
import { createTask } from "../../core/task.ts";
import { resolveSettings, settle } from "../../run/options/settings.ts";
import type { TissueSize } from "../../run/plan/stages.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import type { RunConfig, RunSettings } from "../options/run.ts";
import { type Input, readInput } from "../read/readInput.ts";
import type { Job } from "./job.ts";
import { planOf, sizeBeforehand, sizeOf } from "./planFile.ts";
import type { Session } from "./session.ts";

/** A run that is ready to compute: what was read, and settings that fit the data and the memory. */
export interface PreparedRun {
  readonly input: Input;
  readonly config: RunSettings;
  /** Models that are trained at once. */
  readonly workers: number;
  /** The memory plan, for the manifest. */
  readonly plan: Readonly<Record<string, unknown>>;
  readonly readSeconds: number;
}

/** Refuses a name for domains under which the input has something that is not of an earlier run. @throws bad-option */
function expectFreeKey(key: string | undefined, taken: Input["taken"]): void {
  if (key === undefined || !taken.has(`obs/${key}`) || taken.has(`uns/${resultKeys(key).record}`)) return;
  throw new CellScapeError(
    "bad-option",
    `--key ${key}: expected a new name, got a column of the input's obs; choose another`,
  );
}

/**
 * Plan the run by the size of the input, read it, and settle what depends on the data. A large input is planned before it is read.
 *
 * @throws no-memory when the run does not fit into memory; whatever reading throws.
 */
export async function prepareRun(
  session: Session,
  { fitInto }: Pick<Job, "fitInto">,
  requested: RunConfig,
  given: object,
): Promise<PreparedRun> {
  const { host, inputs, report } = session;
  // Notes on the plan are not part of the results: it depends on the machine.
  const plan = (size: TissueSize, config: RunSettings) =>
    planOf(host, size, { config, fitInto }, (progress) => session.options.report?.(progress));
  const size = await sizeBeforehand(host, inputs, requested);
  // Of a file that was not read yet only the option shows that it holds several samples.
  const samples = requested.sampleKey === undefined ? 1 : 2;
  const planned = size && plan(size, resolveSettings(requested, { name: inputs[0].path, cells: size.cells, samples }));
  const [input, readSeconds] = await session.stage("read", `Reading ${inputs.map(({ path }) => path).join(", ")}`, () =>
    readInput(host, inputs, requested, createTask("read", { report, signal: session.options.signal })),
  );
  const settled = settle(requested, input.dataset);
  const found = sizeOf(input.dataset, input.parts.length > 0);
  const { config: fitted, change, workers, record } = planned ?? plan(found, settled);
  const config = { ...settled, chosen: fitted.chosen, methodOptions: fitted.methodOptions };
  if (change !== undefined) {
    report({ kind: "note", step: "plan", text: `${change}, so that training fits into memory` });
  }
  expectFreeKey(config.key, input.taken);
  checkAnalyses(input.dataset, config, given);
  return { input, config, workers, plan: record, readSeconds };
}
