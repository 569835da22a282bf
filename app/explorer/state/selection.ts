import { computed, signal } from "@preact/signals";
import {
  type SelectionMode,
  type SelectionShape,
  type SelectionSteps,
  withStep,
} from "../../../src/explore/selection/steps.ts";
import { hidden, selected } from "../../../src/view/frame.ts";
import { shownBy } from "./drawn.ts";
import { forgetMarkers } from "./markers.ts";
import { change, view } from "./view.ts";
import { file, reporting, worker } from "./worker.ts";

/** Cells that are selected, of the steps that the view has. */
export const selectionMask = signal<{ readonly mask: Uint8Array; readonly count: number } | undefined>(undefined);

/** What a drawn line does: it moves the plane, or draws one of these. */
export type Tool = "move" | "lasso" | "polygon" | "rectangle";
export const tool = signal<Tool>("move");
/** What the next shape does to the selection. */
export const mode = signal<SelectionMode>("new");

export async function setSelection(steps: SelectionSteps): Promise<void> {
  change({ selection: steps });
  forgetMarkers();
  await reporting(async () => {
    if (steps.length === 0) {
      selectionMask.value = undefined;
      return;
    }
    const found = await worker().call("select", steps);
    // Another one may have been drawn meanwhile.
    if (view.value.selection === steps) selectionMask.value = found;
  });
}

export const addShape = (shape: SelectionShape, how: SelectionMode = mode.value): Promise<void> =>
  setSelection(withStep(view.value.selection, { mode: view.value.selection.length === 0 ? "new" : how, shape }));

/** [n] states of cells as the card takes them; undefined where no cell has one. */
export const states = computed<Uint8Array | undefined>(() => {
  const mask = selectionMask.value?.mask;
  const sample = view.value.sample;
  const samples = file.value?.samples;
  const column = sample !== undefined && samples ? shownBy({ kind: "column", name: samples.name }) : undefined;
  const code = samples?.categories.indexOf(sample ?? "") ?? -1;
  if (!mask && !column) return undefined;
  const found = new Uint8Array(file.value?.cells ?? 0);
  if (mask) for (let i = 0; i < found.length; i++) found[i] = mask[i] * selected;
  if (column) for (let i = 0; i < found.length; i++) if (column.codes[i] !== code) found[i] |= hidden;
  return found;
});
