import { signal } from "@preact/signals";
import type { Inspection } from "../../src/io/inspection/inspection.ts";
import type { Ran } from "../messages/calls.ts";
import type { Picked } from "../messages/files.ts";
import type { FieldGroup } from "../worker/fields.ts";
import { explore } from "./exploring.ts";
import { failure, trying } from "./failure.ts";
import { followProgress, nothingYet, type ProgressShown } from "./runProgress.ts";
import { withSetting } from "./settings.ts";
import { lookingInto, newWorker, readings } from "./workers.ts";

/** A run as the page shows it. */
export type Work =
  | { readonly kind: "none" }
  | { readonly kind: "running"; readonly stopping: boolean }
  | { readonly kind: "done"; readonly ran: Ran; readonly input?: Picked };

export const picked = signal<Picked | undefined>(undefined);
export const inspection = signal<Inspection | undefined>(undefined);
export const groups = signal<readonly FieldGroup[]>([]);
/** What the user typed into the form, by option. */
export const settings = signal<Readonly<Record<string, unknown>>>({ report: true });
/** An unfinished run of this input is kept. */
export const unfinished = signal(false);
export const resume = signal(true);
export const work = signal<Work>({ kind: "none" });
export const progress = signal<ProgressShown>(nothingYet);
/** What the page is busy with apart from a run. */
export const busy = signal<string | undefined>(undefined);

let stop = new AbortController();

/** Fill the form when it is first shown: who only looks at results loads no options. */
export const loadForm = (): Promise<void> =>
  trying(async () => {
    if (groups.value.length === 0) groups.value = await readings().call("fields", undefined);
  }, failure.value);

/** Look into what the user picked. */
export async function pick(input: Picked | undefined): Promise<void> {
  if (input === undefined || work.value.kind === "running") return;
  picked.value = input;
  inspection.value = undefined;
  work.value = { kind: "none" };
  progress.value = nothingYet;
  busy.value = `Reading ${input.name}`;
  await trying(async () => {
    const inspected = await lookingInto(async (looking, takeOver) => {
      if (!(await looking.call("isResult", input))) return looking.call("inspect", input);
      // The map of a result comes first; what a run of it would be is found out behind it.
      await explore(input, takeOver);
      return undefined;
    });
    const found = inspected ?? (await lookingInto((looking) => looking.call("inspect", input)));
    const isUnfinished = await readings().call("hasUnfinished", input);
    // Another one may have been picked meanwhile.
    if (picked.value !== input) return;
    unfinished.value = isUnfinished;
    inspection.value = found;
  });
  busy.value = undefined;
}

/** Change one setting; an empty text is the default. */
export function set(name: string, value: unknown): void {
  settings.value = withSetting(settings.value, name, value);
}

/** Run the input with the settings, in a worker that ends with the run, so that its memory goes back. */
export async function start(): Promise<void> {
  const input = picked.value;
  if (input === undefined || work.value.kind === "running") return;
  stop = new AbortController();
  work.value = { kind: "running", stopping: false };
  progress.value = nothingYet;
  const follow = followProgress(() => performance.now() / 1000);
  const worker = newWorker();
  const order = { input, settings: settings.value, resume: unfinished.value && resume.value };
  await trying(async () => {
    const ran = await worker.call("run", order, {
      signal: stop.signal,
      report(event) {
        progress.value = follow(event);
      },
    });
    work.value = { kind: "done", ran, input };
  });
  worker.end();
  if (work.value.kind === "running") work.value = { kind: "none" };
  await trying(async () => {
    const isUnfinished = await readings().call("hasUnfinished", input);
    if (picked.value === input) unfinished.value = isUnfinished;
  }, failure.value);
}

/** End the run early, with what is there. */
export function stopRun(): void {
  if (work.value.kind === "running") work.value = { kind: "running", stopping: true };
  stop.abort();
}
