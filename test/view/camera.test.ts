import { expect, test } from "vitest";
import { fitCamera, panned, toPane, toPlane, zoomedAt } from "../../src/view/camera.ts";

const box = { left: -50, top: -20, width: 100, height: 40 };
const size = { width: 600, height: 400 };
const home = fitCamera(box, size, 50);

test("the camera that shows all leaves its margin around the longer side", () => {
  expect(home).toEqual({ x: 0, y: 0, scale: 5 });
  expect(toPane(home, { x: -50, y: -20 }, size)).toEqual({ x: 50, y: 100 });
});

test("the plane and the pane are each other's inverse", () => {
  const camera = { x: 3, y: -7, scale: 2.5 };
  const at = toPlane(camera, { x: 123, y: 45 }, size);
  expect(toPane(camera, at, size).x).toBeCloseTo(123, 10);
  expect(toPane(camera, at, size).y).toBeCloseTo(45, 10);
});

test("the point under the pointer stays there when zoomed, and a drag moves it with the pointer", () => {
  const at = { x: 480, y: 90 };
  const before = toPlane(home, at, size);
  const near = zoomedAt(home, 3, at, size, home);
  expect(near.scale).toBeCloseTo(15, 10);
  expect(toPane(near, before, size).x).toBeCloseTo(at.x, 9);
  expect(toPane(near, before, size).y).toBeCloseTo(at.y, 9);
  const dragged = panned(near, 30, -10);
  expect(toPane(dragged, before, size).x).toBeCloseTo(at.x + 30, 9);
  expect(toPane(dragged, before, size).y).toBeCloseTo(at.y - 10, 9);
});

test("zoom is bounded on both sides", () => {
  const at = { x: 0, y: 0 };
  expect(zoomedAt(home, 1e-9, at, size, home).scale).toBeCloseTo(2, 9);
  expect(zoomedAt(home, 1e9, at, size, home).scale).toBeCloseTo(20_000, 6);
});

test("a box without height is shown by its width, and a single point at all", () => {
  expect(fitCamera({ left: 0, top: 5, width: 10, height: 0 }, size, 50).scale).toBe(30);
  expect(fitCamera({ left: 2, top: 3, width: 0, height: 0 }, size, 50)).toMatchObject({ x: 2, y: 3 });
});
