import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isRunning } from "./isRunning.ts";

/** Drafts of one process are distinguished by number. */
let drafts = 0;

/**
 * A name for the draft of a file: hidden, beside it, so that taking its place is one rename, and of this process alone.
 */
export function draftPath(target: string): string {
  return join(dirname(target), `.${basename(target)}.${process.pid}-${++drafts}.tmp`);
}

/**
 * Remove drafts whose process is gone: a process that was killed could not remove them.
 *
 * @param target file whose drafts are removed.
 */
export async function removeAbandonedDrafts(target: string): Promise<void> {
  const start = `.${basename(target)}.`;
  await removeAbandoned(dirname(target), (name) => name.startsWith(start));
}

/** As `removeAbandonedDrafts`, of every file of a folder and of the folders in it. */
export async function removeDraftsBelow(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  await removeAbandoned(folder, (name) => name.startsWith("."));
  for (const entry of entries) if (entry.isDirectory()) await removeDraftsBelow(join(folder, entry.name));
}

async function removeAbandoned(folder: string, chosen: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const writer = chosen(name) ? /\.(\d+)-\d+\.tmp$/.exec(name)?.[1] : undefined;
    if (writer === undefined || isRunning(Number(writer))) continue;
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}
