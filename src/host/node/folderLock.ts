import { readFileSync, rmSync } from "node:fs";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { CellScapeError } from "../../core/errors.ts";
import { draftPath } from "../../io/node/drafts.ts";
import { isRunning } from "../../io/node/isRunning.ts";
import { undoOnExit } from "../../io/node/undoOnExit.ts";
import { cannotWrite } from "./saveFile.ts";

/** File of a folder that a run writes to, as long as it does. */
export const lockName = ".cellscape.lock";

/** Milliseconds between signs of life in a lock. */
const aliveEvery = 30_000;
/** A lock of another machine without a sign of life for so many milliseconds is of a process that is gone. */
const goneAfter = 20 * aliveEvery;
/** A lock without content for so many milliseconds will not get any. */
const emptyFor = 60_000;

/** Who holds a lock. */
interface Holder {
  readonly process: number;
  readonly host: string;
  readonly since: string;
  /** When the process began, as reported by the system, if it is: numbers of processes are used again. */
  readonly began?: string;
}

/** Locks that this process holds. */
const held = new Set<string>();

/**
 * Take the lock of a folder, which may be that of a process that is gone.
 *
 * @returns a function that gives it back; the end of the process does too, unless it is killed.
 * @throws bad-option when another run holds it, naming its process; cannot-write.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, lockName);
  const began = beganAt(process.pid);
  const holder: Holder = { process: process.pid, host: hostname(), since: new Date().toISOString(), ...began };
  const text = JSON.stringify(holder);
  while (!(await create(path, text))) {
    const found = await readFile(path, "utf8").catch(() => undefined);
    if (found !== undefined) await takeOver(folder, path, found);
  }
  held.add(text);
  const alive = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, aliveEvery).unref();
  const free = () => {
    clearInterval(alive);
    held.delete(text);
    if (contentOf(path) === text) rmSync(path, { force: true });
  };
  const ended = undoOnExit(free);
  return () => {
    ended();
    free();
  };
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: "wx" });
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    await rm(path, { force: true }).catch(() => undefined);
    throw cannotWrite(path, cause);
  }
}

/** Remove a lock of a process that is gone. Of several processes that do so, one gets to rename it. */
async function takeOver(folder: string, path: string, text: string): Promise<void> {
  const holder = parse(text);
  const age = await ageOf(path);
  if (holder === undefined ? age < emptyFor : isHeld(holder, text, age)) throw taken(folder, path, holder);
  const aside = draftPath(path);
  if (contentOf(path) !== text) return;
  await rename(path, aside).catch(() => undefined);
  await rm(aside, { force: true }).catch(() => undefined);
}

function isHeld({ process: id, host, began }: Holder, text: string, age: number): boolean {
  if (held.has(text)) return true;
  if (host !== hostname()) return age < goneAfter;
  if (id === process.pid || !isRunning(id)) return false;
  const now = beganAt(id);
  return began === undefined || now.began === undefined || began === now.began;
}

function taken(folder: string, path: string, holder: Holder | undefined): CellScapeError {
  const expected = "a folder that no other run writes to";
  if (holder === undefined) {
    return new CellScapeError("bad-option", `--out ${folder}: expected ${expected}, got one where a run just begins`);
  }
  const { process: id, host, since } = holder;
  const where = host === hostname() ? "" : ` on ${host}`;
  const got = `one that process ${id}${where} has used since ${since}`;
  const way = `wait for its end or choose another --out; if it has ended, remove ${path}`;
  return new CellScapeError("bad-option", `--out ${folder}: expected ${expected}, got ${got}; ${way}`);
}

function parse(text: string): Holder | undefined {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null) return undefined;
    const { process: id, host, since, began } = found as Readonly<Record<string, unknown>>;
    if (typeof id !== "number" || typeof host !== "string" || typeof since !== "string") return undefined;
    return { process: id, host, since, ...(typeof began === "string" ? { began } : {}) };
  } catch {
    // Not written yet, or by another program.
    return undefined;
  }
}

/** Field 22 of `/proc/PID/stat`; the name in field 2 may hold spaces. */
function beganAt(id: number): { readonly began?: string } {
  const text = contentOf(`/proc/${id}/stat`);
  const began = text?.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  return began === undefined ? {} : { began };
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Milliseconds since the last sign of life; 0 where the file is gone. */
async function ageOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
}
