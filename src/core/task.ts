import { CellScapeError } from "./errors.ts";
import type { Report } from "./progress.ts";

/**
 * What long work needs of its surroundings: it shows how far it is, is cancelled, keeps finished parts over processes,
 * and lets events run. Library functions take one as their last argument, `silentTask` by default; kernels take none.
 */
export interface Task {
  /** Fires when the work shall stop. Work that ends early with a result of its own reads it; all other is ended by `update`. */
  readonly signal: AbortSignal | undefined;
  /** Whether `update` would let events run now; guards `update` in loops whose rounds take microseconds. */
  due(): boolean;
  /**
   * Reports the finished share of this task, 0 to 1, and lets events run when they have waited for some milliseconds.
   *
   * @param detail what is under way, in a few words.
   * @returns undefined when there is nothing to wait for.
   * @throws cancelled when the signal has fired, unless the task is `finishing`.
   */
  update(share: number, detail?: string): Promise<void> | undefined;
  /** As `update`, in units of work: of a step's own task they are shown as they are, of a part as its share. */
  advance(work: Work): Promise<void> | undefined;
  /** Reports something decided or found of interest to the user, one sentence. */
  note(text: string): void;
  /** Reports something that may be wrong, one sentence. */
  warn(text: string): void;
  /**
   * Makes a part of the work, or takes it from where an earlier process kept it. After the signal nothing is kept: parts
   * of cancelled work differ from those of uninterrupted work.
   *
   * @param name of the part, the same in every process: letters, digits, `-` and `_`.
   * @param make plain records, lists and typed arrays, the same bytes in every process; undefined is not kept.
   */
  memo<T>(name: string, make: () => T | Promise<T>): Promise<T>;
  /**
   * The work from one share of this task to another.
   *
   * @param detail what is under way in it, unless an update gives it.
   */
  part(from: number, to: number, detail?: string): Task;
  /**
   * A part whose place in this task is only known as it works, such as from an estimate that becomes better.
   *
   * @param place share of this task that is done when a share of the part is. Reports never go back, whatever it returns.
   */
  placed(place: (share: number) => number): Task;
  /** The same task, whose memos lie under a name of their own. */
  scope(name: string): Task;
  /** For work that reads the signal itself and ends early with a result of its own: `update` does not throw. */
  finishing(): Task;
  /** For work that must come to its end: without the signal. */
  sheltered(): Task;
}

/** Finished work in units that take about the same time each. */
export interface Work {
  readonly done: number;
  /** An estimate, which may become better. */
  readonly total: number;
  /** Of `done`, what an earlier process did. */
  readonly before?: number;
  readonly detail?: string;
}

/** Where finished parts are kept. */
export interface PartStore {
  /** @returns undefined for what was not kept. */
  load(key: string): Promise<unknown>;
  /** @param seconds that it took to make. */
  save(key: string, value: unknown, seconds: number): Promise<unknown>;
}

/** Where a task reports, what cancels it, and where it keeps finished parts. */
export interface TaskOptions {
  readonly report?: Report | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Keeps the memos of the task, each under `step-name`. */
  readonly store?: PartStore | undefined;
  /** Monotonic seconds, for how long parts took. */
  readonly clock?: (() => number) | undefined;
}

/** Milliseconds that events may have to wait. A pause costs one. */
const pauseAfter = 20;

/**
 * A task that reports as a step.
 *
 * @example
 * import { createTask } from "cellscape";
 * const task = createTask("embed", { report: console.log, signal: AbortSignal.timeout(60_000) });
 */
export function createTask(step: string, options: TaskOptions = {}): Task {
  return stretch(createRoot(step, options), { ...whole, signal: options.signal });
}

/** Reports nothing, keeps nothing, never waits. */
export const silentTask: Task = {
  signal: undefined,
  due: () => false,
  update: () => undefined,
  advance: () => undefined,
  note: () => undefined,
  warn: () => undefined,
  memo: async (_, make) => make(),
  part: () => silentTask,
  placed: () => silentTask,
  scope: () => silentTask,
  finishing: () => silentTask,
  sheltered: () => silentTask,
};

/** What ends work that has nothing to show yet when its signal fires. */
export function cancelled(): CellScapeError {
  return new CellScapeError("cancelled", "stopped before there was a result to keep; nothing was written");
}

/** What ends work when the process is to end. */
export function ended(): CellScapeError {
  return new CellScapeError("cancelled", "terminated by the system; nothing was written");
}

/** Lets waiting events run. */
export async function pause(): Promise<void> {
  await new Promise<void>((resume) => {
    setTimeout(resume, 0);
  });
}

/** What a task and all its parts share. */
interface Root {
  report(share: number, detail: string | undefined): void;
  advance(work: Work): void;
  say(kind: "note" | "warning", text: string): void;
  memo<T>(name: string, make: () => T | Promise<T>): Promise<T>;
  due(): boolean;
  breathe(): Promise<void>;
}

function createRoot(step: string, { report, signal, store, clock = now }: TaskOptions): Root {
  let reported = 0;
  let last: string | undefined;
  let before = 0;
  let restored = false;
  let paused = performance.now();
  const root: Root = {
    report(share, detail) {
      const done = Math.max(reported, Math.floor(100 * share));
      if (done === reported && detail === last) return;
      if (restored) before += done - reported;
      restored = false;
      reported = done;
      last = detail;
      root.advance({
        done,
        total: 100,
        ...(before > 0 ? { before } : {}),
        ...(detail === undefined ? {} : { detail }),
      });
    },
    advance(work) {
      reported = Math.max(reported, Math.floor((100 * work.done) / work.total));
      report?.({ kind: "advance", step, ...work });
    },
    say: (kind, text) => report?.({ kind, step, text }),
    async memo<T>(name: string, make: () => T | Promise<T>): Promise<T> {
      const key = `${step}-${name}`;
      const kept = signal?.aborted ? undefined : await store?.load(key);
      if (kept !== undefined) {
        restored = true;
        // Only the same step of the same version, with the same settings, keeps something under this name.
        return kept as T;
      }
      const started = clock();
      const made = await make();
      if (made !== undefined && !signal?.aborted) await store?.save(key, made, clock() - started);
      return made;
    },
    due: () => performance.now() - paused > pauseAfter,
    async breathe() {
      await pause();
      paused = performance.now();
    },
  };
  return root;
}

interface Stretch {
  /** Share of the root's work when a share of this stretch is done; undefined for all of it. */
  readonly place: ((share: number) => number) | undefined;
  readonly detail: string | undefined;
  /** What the names of memos begin with. */
  readonly scope: string;
  readonly signal: AbortSignal | undefined;
  /** Whether `update` throws once the signal has fired. */
  readonly throws: boolean;
}

const whole = { place: undefined, detail: undefined, scope: "", throws: true } as const;

/** A stretch of the work of a root. */
function stretch(root: Root, own: Stretch): Task {
  const { place, scope, signal, throws } = own;
  const stopIfAsked = () => {
    if (throws && signal?.aborted) throw cancelled();
  };
  const breathe = async () => {
    await root.breathe();
    stopIfAsked();
  };
  const goOn = () => {
    stopIfAsked();
    return root.due() ? breathe() : undefined;
  };
  const within = (inner: (share: number) => number) => (place ? (share: number) => place(inner(share)) : inner);
  const task: Task = {
    signal,
    due: root.due,
    update(share, detail = own.detail) {
      root.report(place ? place(share) : share, detail);
      return goOn();
    },
    advance(work) {
      if (place) return task.update(work.done / work.total, work.detail);
      root.advance(work);
      return goOn();
    },
    note: (text) => root.say("note", text),
    warn: (text) => root.say("warning", text),
    memo: (name, make) => root.memo(scope + name, make),
    part: (from, to, detail = own.detail) =>
      stretch(root, { ...own, place: within((share) => from + share * (to - from)), detail }),
    placed: (inner) => stretch(root, { ...own, place: within(inner) }),
    scope: (name) => stretch(root, { ...own, scope: `${scope}${name}-` }),
    finishing: () => stretch(root, { ...own, throws: false }),
    sheltered: () => stretch(root, { ...own, throws: false, signal: undefined }),
  };
  return task;
}

const now = () => performance.now() / 1000;
