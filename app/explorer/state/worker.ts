import { signal } from "@preact/signals";
import { type Callee, callWorker } from "../../messages/callWorker.ts";
import type { ExplorerCalls, OpenedFile, ReadGenes } from "../../messages/explorerCalls.ts";
import type { Picked } from "../../messages/files.ts";

/** The worker of the open file. It ends with the explorer, so that its memory goes back. */
let callee: Callee<ExplorerCalls> | undefined;

/** The open file; undefined while it is read. */
export const file = signal<OpenedFile | undefined>(undefined);
/** What went wrong last, in words. */
export const trouble = signal<string | undefined>(undefined);
/** Genes of the file, by their names alone at first, and how far reading them is. */
export interface FileGenes {
  readonly names: readonly string[] | undefined;
  readonly read: ReadGenes | undefined;
  readonly share: number;
}

const noGenes: FileGenes = { names: undefined, read: undefined, share: 0 };
export const genes = signal<FileGenes>(noGenes);

/** Whether the second likeliest domain of each cell is known. */
export const hasSecond = signal(false);

/** The calls of the worker. @throws where no file is open. */
export function worker(): Callee<ExplorerCalls> {
  if (!callee) throw new Error("explorer: expected an open file, got one that was closed");
  return callee;
}

/**
 * Open a file in a worker of its own. It is shown once `file` holds it.
 *
 * @param start starts a worker that answers the calls of the explorer.
 */
export async function openInWorker(picked: Picked, start: () => Worker): Promise<OpenedFile> {
  callee = callWorker<ExplorerCalls>(start());
  return worker().call("open", picked);
}

/** Read the genes. A gene can be requested as soon as this was called. */
export async function readGenes(): Promise<void> {
  const mine = worker();
  const update = (changes: Partial<FileGenes>) => {
    if (mine === callee) genes.value = { ...genes.value, ...changes };
  };
  try {
    // What ends the reading is reported there.
    const named = mine.call("geneNames", undefined).then(
      (names) => update({ names }),
      () => undefined,
    );
    const read = await mine.call("genes", undefined, { report: (share) => update({ share }) });
    await named;
    update({ names: read.names, read, share: 1 });
  } catch (error) {
    if (mine === callee) trouble.value = wordsOf(error);
  }
}

export function closeWorker(): void {
  const mine = callee;
  callee = undefined;
  mine?.end();
  file.value = undefined;
  trouble.value = undefined;
  genes.value = noGenes;
}

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Report what goes wrong in some work, unless it was stopped. */
export async function reporting(work: () => Promise<void>, stopped?: AbortSignal): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (callee && !stopped?.aborted) trouble.value = wordsOf(error);
  }
}
