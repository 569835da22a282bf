import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { Picked } from "../messages/files.ts";
import { exploring } from "./explored.ts";
import { startWorker } from "./workers.ts";

/** The explorer, once it is loaded: who only runs never loads it. */
export const explorerView = signal<ComponentType<{ name: string; onClose: () => void }> | undefined>(undefined);

/** Open a file in the explorer. @param start gives the worker that holds it; a new one by default. */
export async function explore(picked: Picked, start: () => Worker = startWorker): Promise<void> {
  exploring.value = picked;
  const [{ Explorer }, { openExplorer }] = await Promise.all([
    import("../explorer/Explorer.tsx"),
    import("../explorer/state/opening.ts"),
  ]);
  explorerView.value = Explorer;
  if (exploring.value === picked) await openExplorer(picked, start);
}

/** Go back to the page. */
export async function leaveExplorer(): Promise<void> {
  exploring.value = undefined;
  const { closeExplorer } = await import("../explorer/state/opening.ts");
  closeExplorer();
}
