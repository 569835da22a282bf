import { type Camera, type Point, panned, toPlane, zoomedAt } from "../../../src/view/camera.ts";
import { hidden } from "../../../src/view/frame.ts";
import type { Gestures } from "../../../src/view/pointer.ts";
import { nearestPoint } from "../../../src/view/pointGrid.ts";
import { layoutNamed } from "../state/drawn.ts";
import { brush } from "../state/marks.ts";
import { pointAt } from "../state/pointed.ts";
import { addShape, mode, states, tool } from "../state/selection.ts";
import { change, view } from "../state/view.ts";
import { drawing } from "./outlines.ts";
import { cameraOf, homeCamera, moveCamera, places } from "./panes.ts";

/** CSS pixels within which a cell is pointed at. */
const reach = 10;
/** Corners of a lasso are at least that many CSS pixels apart. */
const apart = 3;

/** What hands do on a pane. */
export function gesturesOf(pane: number): Gestures {
  const changeCamera = (next: (camera: Camera, home: Camera) => Camera) => {
    const [camera, home] = [cameraOf(pane), homeCamera(pane)];
    if (camera && home) moveCamera(pane, next(camera, home));
  };
  const planeAt = (at: Point) => {
    const camera = cameraOf(pane);
    return camera && toPlane(camera, at, places.value[pane]);
  };
  const finish = (corners: readonly Point[]) => {
    drawing.value = undefined;
    if (corners.length < 3) return;
    const flat = corners.flatMap(({ x, y }) => [x, y]);
    void addShape({ kind: "polygon", layout: view.value.panes[pane].layout, corners: flat });
  };
  return {
    draws: () => brush.value !== undefined || tool.value === "lasso" || tool.value === "rectangle",
    pan: (right, down) => changeCamera((camera) => panned(camera, right, down)),
    zoom: (factor, at) => changeCamera((camera, home) => zoomedAt(camera, factor, at, places.value[pane], home)),
    hover(at) {
      if (tool.value === "polygon" && drawing.value && at) return;
      pointAt(at ? cellAt(pane, at) : -1, pane);
    },
    click(at, event) {
      if (view.value.active !== pane) change({ active: pane });
      if (brush.value) brushAt(pane, at);
      else if (tool.value === "polygon") {
        const corner = planeAt(at);
        const corners = drawing.value?.pane === pane ? drawing.value.corners : [];
        if (corner) drawing.value = { pane, corners: [...corners, corner] };
      } else if (event.pointerType === "touch") pointAt(cellAt(pane, at), pane);
    },
    doubleClick(at) {
      if (tool.value === "polygon") finish(drawing.value?.corners ?? []);
      else changeCamera((camera, home) => zoomedAt(camera, 2, at, places.value[pane], home));
    },
    line(phase, at) {
      if (brush.value) {
        brushAt(pane, at);
        return;
      }
      const point = planeAt(at);
      if (!point || phase === "cancel") {
        drawing.value = undefined;
        return;
      }
      if (phase === "begin") {
        if (view.value.active !== pane) change({ active: pane });
        drawing.value = { pane, corners: [point] };
        return;
      }
      const corners = drawing.value?.corners ?? [];
      const longer =
        tool.value === "rectangle" ? rectangle(corners[0] ?? point, point) : lengthened(corners, point, pane);
      if (phase === "end") finish(longer);
      else drawing.value = { pane, corners: longer };
    },
  };
}

/** The cell under the pointer goes to the brush. */
function brushAt(pane: number, at: Point): void {
  const cell = cellAt(pane, at);
  if (cell >= 0) brush.value?.(cell);
}

/** Whether the modifier keys, rather than the toolbar, say what the next shape does. */
export function modeOfKeys({ shiftKey, altKey }: { readonly shiftKey: boolean; readonly altKey: boolean }): void {
  if (altKey) mode.value = "subtract";
  else if (shiftKey) mode.value = "add";
}

/** End the polygon that is being drawn, or drop it. */
export function endPolygon(keep: boolean): void {
  const current = drawing.value;
  drawing.value = undefined;
  if (!keep || !current || current.corners.length < 3) return;
  const flat = current.corners.flatMap(({ x, y }) => [x, y]);
  void addShape({ kind: "polygon", layout: view.value.panes[current.pane].layout, corners: flat });
}

function rectangle(a: Point, b: Point): Point[] {
  return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
}

function lengthened(corners: readonly Point[], point: Point, pane: number): readonly Point[] {
  const last = corners.at(-1);
  const scale = cameraOf(pane)?.scale ?? 1;
  if (last && Math.hypot(point.x - last.x, point.y - last.y) * scale < apart) return corners;
  return [...corners, point];
}

/** The cell that is nearest to a point of a pane, among those that are seen; -1 where none is near. */
export function cellAt(pane: number, at: Point, within = reach): number {
  const placed = layoutNamed(view.value.panes[pane].layout);
  const camera = cameraOf(pane);
  if (!placed || !camera) return -1;
  const point = toPlane(camera, at, places.value[pane]);
  const seen = states.value;
  const passes = seen ? (cell: number) => (seen[cell] & hidden) === 0 : undefined;
  return nearestPoint(placed.grid, placed.layout.places, point, within / camera.scale, passes);
}
