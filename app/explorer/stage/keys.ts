import { panned, toPane, zoomedAt } from "../../../src/view/camera.ts";
import { hidden } from "../../../src/view/frame.ts";
import { nearestPoint } from "../../../src/view/pointGrid.ts";
import { layoutNamed } from "../state/drawn.ts";
import { pointAt, pointed } from "../state/pointed.ts";
import { setSelection, states, type Tool, tool } from "../state/selection.ts";
import { view } from "../state/view.ts";
import { cellAt, endPolygon } from "./gestures.ts";
import { drawing } from "./outlines.ts";
import { cameraOf, homeCamera, moveCamera, places } from "./panes.ts";

const arrows: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const tools: Readonly<Record<string, Tool>> = { m: "move", l: "lasso", p: "polygon", r: "rectangle" };

/** CSS pixels that a key moves the plane. */
const stride = 80;

/** Keys of a pane. Arrows go from cell to cell, with Shift they move the plane. */
export function onKey(event: KeyboardEvent, pane: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!act(event, pane)) return;
  event.preventDefault();
  event.stopPropagation();
}

function act({ key, shiftKey }: KeyboardEvent, pane: number): boolean {
  const [camera, home] = [cameraOf(pane), homeCamera(pane)];
  const size = places.value[pane];
  const middle = { x: size.width / 2, y: size.height / 2 };
  const arrow = arrows[key];
  if (arrow && camera) {
    if (shiftKey) moveCamera(pane, panned(camera, -stride * arrow[0], -stride * arrow[1]));
    else pointNext(pane, arrow);
  } else if ((key === "+" || key === "=" || key === "-") && camera && home) {
    moveCamera(pane, zoomedAt(camera, key === "-" ? 1 / 1.4 : 1.4, middle, size, home));
  } else if (key === " " && tool.value === "polygon") addCorner(pane);
  else if (key === "0") moveCamera(pane, undefined);
  else if (key === "Enter" && drawing.value) endPolygon(true);
  else if (key === "Escape") {
    if (drawing.value) endPolygon(false);
    else if (pointed.value) pointAt(-1, pane);
    else if (view.value.selection.length > 0) void setSelection([]);
    else return false;
  } else if (tools[key]) tool.value = tools[key];
  else return false;
  return true;
}

/** The cell that is pointed at becomes a corner of the polygon. */
function addCorner(pane: number): void {
  const cell = pointed.value?.cell;
  const xy = layoutNamed(view.value.panes[pane].layout)?.layout.places;
  if (cell === undefined || !xy) return;
  const corners = drawing.value?.pane === pane ? drawing.value.corners : [];
  drawing.value = { pane, corners: [...corners, { x: xy[2 * cell], y: xy[2 * cell + 1] }] };
}

/** Point at the next cell in a direction, or at the one in the middle. */
function pointNext(pane: number, [right, down]: readonly [number, number]): void {
  const placed = layoutNamed(view.value.panes[pane].layout);
  const camera = cameraOf(pane);
  if (!placed || !camera) return;
  const size = places.value[pane];
  const from = pointed.value?.cell;
  if (from === undefined) {
    pointAt(cellAt(pane, { x: size.width / 2, y: size.height / 2 }, 1e6), pane);
    return;
  }
  const xy = placed.layout.places;
  const [x, y] = [xy[2 * from], xy[2 * from + 1]];
  const seen = states.value;
  // Ahead of the cell, and not farther aside than ahead.
  const passes = (cell: number) => {
    const ahead = (xy[2 * cell] - x) * right + (xy[2 * cell + 1] - y) * down;
    const aside = Math.abs((xy[2 * cell] - x) * down) + Math.abs((xy[2 * cell + 1] - y) * right);
    return ahead > 0 && aside <= ahead && ((seen?.[cell] ?? 0) & hidden) === 0;
  };
  const next = nearestPoint(placed.grid, xy, { x, y }, Number.MAX_VALUE, passes);
  if (next < 0) return;
  pointAt(next, pane);
  // The cursor stays in sight.
  const at = toPane(camera, { x: xy[2 * next], y: xy[2 * next + 1] }, size);
  const away = {
    x: Math.min(0, at.x - 30) + Math.max(0, at.x - size.width + 30),
    y: Math.min(0, at.y - 30) + Math.max(0, at.y - size.height + 30),
  };
  if (away.x !== 0 || away.y !== 0) moveCamera(pane, panned(camera, -away.x, -away.y));
}
