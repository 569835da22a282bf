import { signal } from "@preact/signals";
import type { Point } from "../../../src/view/camera.ts";
import type { OutlineLayer, Rgba } from "../../../src/view/frame.ts";
import { dark } from "../state/look.ts";
import { view } from "../state/view.ts";

/** The shape that is being drawn, in units of the plane of its pane. */
export const drawing = signal<{ readonly pane: number; readonly corners: readonly Point[] } | undefined>(undefined);

/** Shapes of the selection in a layout, and the one that is being drawn. */
export function outlines(pane: number, layout: string): OutlineLayer[] {
  const color: Rgba = dark.value ? [1, 1, 1, 0.9] : [0.12, 0.15, 0.19, 0.9];
  const done = view.value.selection.flatMap(({ shape }): OutlineLayer[] => {
    if (shape.kind !== "polygon" || shape.layout !== layout) return [];
    const corners = shape.corners.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: shape.corners[at + 1] }] : []));
    return [{ kind: "outline", corners, closed: true, color, width: 1.5 }];
  });
  const current = drawing.value;
  if (current?.pane !== pane) return done;
  return [...done, { kind: "outline", corners: current.corners, closed: false, color, width: 2 }];
}
