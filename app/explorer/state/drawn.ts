import { type Signal, signal } from "@preact/signals";
import type { ShownColumn } from "../../../src/explore/columns/shown.ts";
import { type Coloring, coloringKey } from "../../../src/explore/state/viewState.ts";
import type { PlacedLayout } from "../../messages/explorerCalls.ts";
import { showNewest } from "../../state/newest.ts";
import { reporting, worker } from "./worker.ts";

/** Colourings that are kept beside those that are shown: 6 bytes per cell each. */
const keptColorings = 6;

const layouts = new Map<string, Signal<PlacedLayout | undefined>>();
const shown = new Map<string, Signal<ShownColumn | undefined>>();

/** A layout; undefined until it has arrived. */
export function layoutNamed(name: string): PlacedLayout | undefined {
  const known = layouts.get(name) ?? signal<PlacedLayout | undefined>(undefined);
  if (!layouts.has(name)) {
    layouts.set(name, known);
    void reporting(async () => {
      known.value = await worker().call("layout", name);
    });
  }
  return known.value;
}

/** What a colouring shows; undefined until it has arrived. */
export function shownBy(coloring: Coloring): ShownColumn | undefined {
  const key = coloringKey(coloring);
  const known = shown.get(key) ?? signal<ShownColumn | undefined>(undefined);
  const isNew = !shown.has(key);
  // The one used last is the last of the map.
  shown.delete(key);
  shown.set(key, known);
  if (isNew) {
    for (const old of [...shown.keys()].slice(0, Math.max(0, shown.size - keptColorings))) shown.delete(old);
    void reporting(() => showNewest(known, () => worker().call("shown", coloring)));
  }
  return known.value;
}

/** Columns that were changed are requested anew; what shows them stays until they have arrived. */
export async function renewColumns(names: readonly string[]): Promise<void> {
  const colorings = names.flatMap((name): Coloring[] => [
    { kind: "column", name },
    { kind: "second", name },
  ]);
  const known = colorings.flatMap((coloring) => {
    const each = shown.get(coloringKey(coloring));
    return each ? [{ coloring, each }] : [];
  });
  await reporting(async () => {
    for (const { coloring, each } of known) {
      // An undo took the column away.
      await showNewest(each, () =>
        worker()
          .call("shown", coloring)
          .catch(() => undefined),
      );
    }
  });
}

export function forgetDrawn(): void {
  layouts.clear();
  shown.clear();
}
