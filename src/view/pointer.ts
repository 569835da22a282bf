import type { Point } from "./camera.ts";

/** What hands do on a pane, in CSS pixels from its left top corner. */
export interface Gestures {
  /** Whether a drag draws a line; otherwise it moves the plane. Shift turns it around. */
  readonly draws: () => boolean;
  readonly pan: (right: number, down: number) => void;
  readonly zoom: (factor: number, at: Point) => void;
  /** The pointer rests over a point, or over none. */
  readonly hover: (at: Point | undefined) => void;
  readonly click: (at: Point, event: PointerEvent) => void;
  readonly doubleClick: (at: Point) => void;
  /** A line was begun, lengthened or ended. */
  readonly line: (phase: "begin" | "move" | "end" | "cancel", at: Point, event: PointerEvent) => void;
}

/** Pixels that a pressed pointer may move and still click. */
const steady = 4;
/** Factor of the zoom per pixel of a wheel. */
const perPixel = 1.0015;

/** Watch the pointers of an element: wheel, drag, pinch, hover, click. @returns a function that ends it. */
export function watchPointer(element: HTMLElement, gestures: Gestures): () => void {
  const down = new Map<number, Point>();
  let begun: { readonly at: Point; readonly line: boolean; moved: boolean } | undefined;
  const pointOf = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const press = (event: PointerEvent) => {
    if (event.button > 1) return;
    const at = pointOf(event);
    down.set(event.pointerId, at);
    element.setPointerCapture(event.pointerId);
    if (down.size === 1) {
      const line = event.button === 0 && gestures.draws() !== event.shiftKey && event.isPrimary;
      begun = { at, line, moved: false };
    } else if (begun?.line) {
      // A second finger: it was a pinch.
      gestures.line("cancel", at, event);
      begun = { ...begun, line: false, moved: true };
    }
    gestures.hover(undefined);
  };
  const move = (event: PointerEvent) => {
    const at = pointOf(event);
    const before = down.get(event.pointerId);
    if (!before || !begun) {
      if (event.pointerType !== "touch" && event.buttons === 0) gestures.hover(at);
      return;
    }
    down.set(event.pointerId, at);
    if (!begun.moved && Math.hypot(at.x - begun.at.x, at.y - begun.at.y) < steady) return;
    if (!begun.moved && begun.line) gestures.line("begin", begun.at, event);
    begun.moved = true;
    if (begun.line) gestures.line("move", at, event);
    else if (down.size === 1) gestures.pan(at.x - before.x, at.y - before.y);
    else {
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      if (!other) return;
      const spread = (p: Point) => Math.max(1, Math.hypot(p.x - other.x, p.y - other.y));
      const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
      gestures.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
      gestures.zoom(spread(at) / spread(before), middle);
    }
  };
  const release = (event: PointerEvent) => {
    if (!down.delete(event.pointerId) || !begun) return;
    const at = pointOf(event);
    const { line, moved } = begun;
    if (down.size > 0) return;
    begun = undefined;
    if (event.type === "pointercancel") {
      if (line && moved) gestures.line("cancel", at, event);
    } else if (!moved) gestures.click(at, event);
    else if (line) gestures.line("end", at, event);
  };
  const leave = () => gestures.hover(undefined);
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 1 ? 32 : event.deltaMode === 2 ? 400 : 1);
    // Pinches of a touchpad arrive as small turns of the wheel with Ctrl.
    gestures.zoom(perPixel ** (-pixels * (event.ctrlKey ? 6 : 1)), pointOf(event));
  };
  const double = (event: MouseEvent) => gestures.doubleClick(pointOf(event));
  element.addEventListener("pointerdown", press);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("wheel", wheel, { passive: false });
  element.addEventListener("dblclick", double);
  return () => {
    element.removeEventListener("pointerdown", press);
    element.removeEventListener("pointermove", move);
    element.removeEventListener("pointerup", release);
    element.removeEventListener("pointercancel", release);
    element.removeEventListener("pointerleave", leave);
    element.removeEventListener("wheel", wheel);
    element.removeEventListener("dblclick", double);
  };
}
