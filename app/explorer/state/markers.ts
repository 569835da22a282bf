import { signal } from "@preact/signals";
import type { SelectionMarkers } from "../../../src/explore/markers/selectionMarkers.ts";
import { view } from "./view.ts";
import { reporting, worker } from "./worker.ts";

/** Markers of the selection for which they were requested last. */
export const markers = signal<SelectionMarkers | undefined>(undefined);
/** Whether genes are still being tested. */
export const isTesting = signal(false);

let stop = new AbortController();

/** Rank the genes of the selection; an earlier ranking that is under way is stopped. */
export async function rankGenes(): Promise<void> {
  stop.abort();
  stop = new AbortController();
  const { signal: mine } = stop;
  const { selection: steps, against } = view.value;
  markers.value = undefined;
  isTesting.value = true;
  await reporting(async () => {
    const found = await worker().call(
      "markers",
      { steps, against },
      {
        signal: mine,
        report(early) {
          if (!mine.aborted) markers.value = early;
        },
      },
    );
    if (!mine.aborted) markers.value = found;
  }, mine);
  if (!mine.aborted) isTesting.value = false;
}

export function forgetMarkers(): void {
  stop.abort();
  markers.value = undefined;
  isTesting.value = false;
}
