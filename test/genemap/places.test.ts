import { describe, expect, test } from "vitest";
import { nearestPlaces, spread } from "../../src/genemap/places.ts";

describe("nearestPlaces", () => {
  test("a full grid has every place, and its longest distance is 1", () => {
    const { position, distance, scale } = nearestPlaces(9, 3);
    expect([...position]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(scale).toBeCloseTo(Math.sqrt(8), 12);
    expect(Math.max(...distance)).toBe(1);
    expect(distance[1]).toBeCloseTo(1 / Math.sqrt(8), 6);
  });

  test("padding takes the corners first", () => {
    expect([...nearestPlaces(5, 3).position]).toEqual([1, 3, 4, 5, 7]);
    expect([...nearestPlaces(12, 4).position]).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14]);
  });

  test("a single place has distance 0 to itself", () => {
    expect(nearestPlaces(1, 1)).toMatchObject({ distance: Float32Array.of(0), scale: 1 });
  });
});

describe("spread", () => {
  test("points that lie on a grid get their own places", () => {
    const places = nearestPlaces(9, 3);
    const x = [0, 1, 2, 0, 1, 2, 0, 1, 2];
    const y = [0, 0, 0, 1, 1, 1, 2, 2, 2];
    expect([...spread(x, y, places)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
