import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { markInside } from "../../../src/explore/selection/polygon.ts";
import { countSelected, selectCells } from "../../../src/explore/selection/select.ts";
import { type SelectionStep, withStep } from "../../../src/explore/selection/steps.ts";

const rng = createRandom(1);
const n = 4000;
const places = Float32Array.from({ length: 2 * n }, () => 100 * rng.uniform());

/** Crossings of a ray to the right with each side in turn, in double precision. */
function isInside(x: number, y: number, corners: readonly number[]): boolean {
  let odd = false;
  const count = corners.length / 2;
  for (let a = 0, b = count - 1; a < count; b = a++) {
    const [ax, ay, bx, by] = [corners[2 * a], corners[2 * a + 1], corners[2 * b], corners[2 * b + 1]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

test.each([3, 4, 17, 300])("cells inside a polygon of %d corners are those that a plain test finds", (count) => {
  // A star whose sides cross each other here and there.
  const corners = Array.from({ length: count }, (_, c) => {
    const [angle, far] = [(2 * Math.PI * c * 1.01) / count, 20 + 28 * rng.uniform()];
    return [50 + far * Math.cos(angle), 50 + far * Math.sin(angle)];
  }).flat();
  const inside = new Uint8Array(n);
  markInside(places, corners, inside);
  for (let i = 0; i < n; i++) expect(inside[i] === 1).toBe(isInside(places[2 * i], places[2 * i + 1], corners));
  expect(countSelected(inside)).toBeGreaterThan(50);
});

test("a cell that is nowhere is never inside, and two corners hold nothing", () => {
  const inside = new Uint8Array(1);
  markInside(Float32Array.of(Number.NaN, 1), [0, 0, 2, 0, 2, 2, 0, 2], inside);
  markInside(Float32Array.of(1, 1), [0, 0, 2, 2], inside);
  expect([...inside]).toEqual([0]);
});

const ground = {
  cells: 4,
  places: (layout: string) => (layout === "Tissue" ? Float32Array.of(0, 0, 1, 0, 2, 0, 3, 0) : undefined),
  groups: (column: string) =>
    column === "type"
      ? { kind: "category" as const, codes: Int32Array.of(0, 1, 0, -1), categories: ["a", "b"], ordered: false }
      : undefined,
};
const box = (from: number, to: number) => [from - 0.5, -1, to + 0.5, -1, to + 0.5, 1, from - 0.5, 1];
const step = (mode: SelectionStep["mode"], from: number, to: number): SelectionStep => ({
  mode,
  shape: { kind: "polygon", layout: "Tissue", corners: box(from, to) },
});

test("shapes are added, subtracted and intersected in the order of the steps", () => {
  expect([...selectCells(ground, [step("new", 0, 1), step("add", 3, 3)])]).toEqual([1, 1, 0, 1]);
  expect([...selectCells(ground, [step("new", 0, 3), step("subtract", 1, 2)])]).toEqual([1, 0, 0, 1]);
  expect([...selectCells(ground, [step("new", 0, 2), step("intersect", 1, 3)])]).toEqual([0, 1, 1, 0]);
  expect([...selectCells(ground, [step("new", 0, 2), step("new", 3, 3)])]).toEqual([0, 0, 0, 1]);
});

test("categories, and cells without one, are shapes too", () => {
  const shape = (category: string | null) => ({ kind: "category", column: "type", category }) as const;
  expect([...selectCells(ground, [{ mode: "new", shape: shape("a") }])]).toEqual([1, 0, 1, 0]);
  expect([...selectCells(ground, [{ mode: "new", shape: shape(null) }])]).toEqual([0, 0, 0, 1]);
  expect([...selectCells(ground, [{ mode: "new", shape: { kind: "all" } }])]).toEqual([1, 1, 1, 1]);
});

test("what the file does not have is named", () => {
  const shape = { kind: "category", column: "type", category: "z" } as const;
  expect(() => selectCells(ground, [{ mode: "new", shape }])).toThrow("got z of type");
  const corners = box(0, 1);
  const elsewhere = { mode: "new", shape: { kind: "polygon", layout: "UMAP", corners } } as const;
  expect(() => selectCells(ground, [elsewhere])).toThrow("got UMAP");
});

test("a new selection forgets the steps before", () => {
  expect(withStep([step("new", 0, 1), step("add", 2, 2)], step("new", 3, 3))).toEqual([step("new", 3, 3)]);
  expect(withStep([step("new", 0, 1)], step("add", 3, 3))).toHaveLength(2);
});
