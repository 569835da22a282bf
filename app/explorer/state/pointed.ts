import { signal } from "@preact/signals";
import type { CellFacts } from "../../../src/explore/exploration.ts";
import { view } from "./view.ts";
import { file, worker } from "./worker.ts";

/** The cell under the pointer or the cursor of the keyboard, and the pane in which it was pointed at. */
export const pointed = signal<{ readonly cell: number; readonly pane: number } | undefined>(undefined);
/** What is known of it, once it has arrived. */
export const facts = signal<(CellFacts & { readonly cell: number }) | undefined>(undefined);

let reading = false;

/** Point at a cell, or at none. */
export function pointAt(cell: number, pane: number): void {
  if (cell < 0) {
    pointed.value = undefined;
    return;
  }
  if (pointed.value?.cell === cell && pointed.value.pane === pane) return;
  pointed.value = { cell, pane };
  if (facts.value?.cell !== cell) void readFacts();
}

/** One question at a time: a pointer passes more cells than anybody reads of. */
async function readFacts(): Promise<void> {
  if (reading) return;
  reading = true;
  try {
    for (let cell = pointed.value?.cell; cell !== undefined && facts.value?.cell !== cell; cell = pointed.value?.cell) {
      const found = await worker().call("cell", { index: cell, ...columnsOfInterest() });
      facts.value = { ...found, cell };
    }
  } catch {
    // The file was closed.
  } finally {
    reading = false;
  }
}

/** The domain, its confidence, and what the panes show. */
function columnsOfInterest(): { columns: string[]; gene: string | undefined } {
  const colorings = view.value.panes.map(({ coloring }) => coloring);
  const columns = colorings.flatMap((each) => (each.kind === "column" ? [each.name] : []));
  const gene = colorings.find((each) => each.kind === "gene");
  const own = [file.value?.domain, file.value?.confidence].filter((name) => name !== undefined);
  return { columns: [...new Set([...own, ...columns])], gene: gene?.name };
}
