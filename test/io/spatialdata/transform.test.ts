import { describe, expect, test } from "vitest";
import { IDENTITY, planeMap, scaleMap } from "../../../src/io/spatialdata/transform.ts";

const system = (name: string, ...axes: string[]) => ({
  name,
  axes: axes.map((axis) => ({ name: axis, type: "space" })),
});
const into = (name: string, ...axes: string[]) => ({ input: system("own", ...axes), output: system(name, ...axes) });

describe("maps into the common coordinates", () => {
  test("scales, shifts and affine maps follow the order of their axes, not that of x and y", () => {
    const scale = { type: "scale", scale: [2, 3], ...into("global", "y", "x") };
    expect(planeMap([scale], "e").map).toEqual([3, 0, 0, 0, 2, 0]);
    const shift = { type: "translation", translation: [9, 5, 7], ...into("global", "c", "y", "x") };
    expect(planeMap([shift], "e").map).toEqual([1, 0, 7, 0, 1, 5]);
    const affine = {
      type: "affine",
      affine: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      ...into("global", "y", "x"),
    };
    // y' = 1 y + 2 x + 3, x' = 4 y + 5 x + 6
    expect(planeMap([affine], "e").map).toEqual([5, 4, 6, 2, 1, 3]);
  });

  test("the steps of a sequence come one after the other", () => {
    const steps = [
      { type: "scale", scale: [2, 2] },
      { type: "translation", translation: [1, 0] },
      { type: "scale", scale: [10, 1] },
    ];
    const sequence = { type: "sequence", transformations: steps, ...into("global", "x", "y") };
    expect(planeMap([sequence], "e").map).toEqual([20, 0, 10, 0, 2, 0]);
  });

  test("of several systems the global one is taken, else the first, and it is said which", () => {
    const other = { type: "scale", scale: [5, 5], ...into("microscope", "x", "y") };
    const global = { type: "identity", ...into("global", "x", "y") };
    expect(planeMap([other, global], "e")).toEqual({ map: IDENTITY, system: "global" });
    expect(planeMap([other], "e")).toEqual({ map: [5, 0, 0, 0, 5, 0], system: "microscope" });
    expect(planeMap(undefined, "e")).toEqual({ map: IDENTITY, system: "global" });
  });

  test("the scales of a level of a pyramid follow its axes", () => {
    expect(scaleMap([{ type: "scale", scale: [1, 4, 2] }], ["z", "y", "x"], "e")).toEqual([2, 0, 0, 0, 4, 0]);
  });

  test("what is malformed or unknown is refused with the element", () => {
    const bad = { type: "scale", scale: [1, Number.NaN], ...into("global", "x", "y") };
    expect(() => planeMap([bad], "shapes/a")).toThrow(/shapes\/a: expected a transformation of 2 numbers/);
    const warp = { type: "displacements", ...into("global", "x", "y") };
    expect(() => planeMap([warp], "shapes/a")).toThrow(/got a transformation of the kind displacements/);
    let deep: object = { type: "identity" };
    for (let level = 0; level < 20; level++)
      deep = { type: "sequence", transformations: [deep], ...into("global", "x", "y") };
    expect(() => planeMap([deep], "shapes/a")).toThrow(/to 8 levels/);
  });
});
