/** Where a pane looks: the point of the plane in its middle, and how many CSS pixels one unit of the plane takes. y grows downwards. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** CSS pixels of a pane. */
export interface PaneSize {
  readonly width: number;
  readonly height: number;
}

/** A point: of the plane in its units, or of a pane in CSS pixels from its left top corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box of the plane. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far in and out a camera goes, as multiples of the scale at which all is seen. */
const nearest = 4000;
const farthest = 0.4;

/** The camera that shows all of a box. @param margin CSS pixels around it. */
export function fitCamera(box: Box, { width, height }: PaneSize, margin = 24): Camera {
  const room = (side: number) => Math.max(20, side - 2 * margin);
  const [wide, high] = [box.width || box.height || 1, box.height || box.width || 1];
  return {
    x: box.left + box.width / 2,
    y: box.top + box.height / 2,
    scale: Math.min(room(width) / wide, room(height) / high),
  };
}

/** Moved by CSS pixels, as a hand moves a sheet. */
export function panned(camera: Camera, right: number, down: number): Camera {
  return { ...camera, x: camera.x - right / camera.scale, y: camera.y - down / camera.scale };
}

/**
 * Zoomed by a factor, with the point of the plane under `at` where it is.
 *
 * @param home the camera that shows all, which bounds the scale.
 */
export function zoomedAt(camera: Camera, factor: number, at: Point, size: PaneSize, home: Camera): Camera {
  const scale = Math.min(home.scale * nearest, Math.max(home.scale * farthest, camera.scale * factor));
  const fixed = toPlane(camera, at, size);
  return {
    x: fixed.x - (at.x - size.width / 2) / scale,
    y: fixed.y - (at.y - size.height / 2) / scale,
    scale,
  };
}

/** The point of the plane at a point of the pane. */
export function toPlane({ x, y, scale }: Camera, at: Point, { width, height }: PaneSize): Point {
  return { x: x + (at.x - width / 2) / scale, y: y + (at.y - height / 2) / scale };
}

/** The point of the pane at a point of the plane. */
export function toPane({ x, y, scale }: Camera, at: Point, { width, height }: PaneSize): Point {
  return { x: (at.x - x) * scale + width / 2, y: (at.y - y) * scale + height / 2 };
}
