import fc from "fast-check";
import { expect, test } from "vitest";
import { labelCentroids } from "../../../src/io/spatialdata/labelCentroids.ts";
import type { ZarrArray } from "../../../src/io/zarr/array.ts";

/** An image in memory, read block by block. */
function image(shape: readonly number[], chunks: readonly number[], pixels: readonly number[]): ZarrArray {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, span) => product * span, 1));
  return {
    info: { shape, chunks, type: "integer", typeName: "int32" },
    async numbers(from = shape.map(() => 0), count = shape) {
      const total = count.reduce((product, span) => product * span, 1);
      return Int32Array.from({ length: total }, (_, k) => {
        let rest = k;
        let at = 0;
        for (let axis = shape.length - 1; axis >= 0; axis--) {
          at += (from[axis] + (rest % count[axis])) * strides[axis];
          rest = Math.floor(rest / count[axis]);
        }
        return pixels[at];
      });
    },
    strings: () => Promise.reject(new Error("numbers only")),
  };
}

test("a label lies at the mean of the centres of its pixels; background is none", async () => {
  const pixels = [1, 1, 0, 0, 0, 7];
  expect(await labelCentroids(image([2, 3], [2, 3], pixels), ["y", "x"])).toEqual(
    new Map([
      ["1", [1, 0.5]],
      ["7", [2.5, 1.5]],
    ]),
  );
  expect(await labelCentroids(image([2, 3], [2, 3], pixels), ["x", "y"])).toEqual(
    new Map([
      ["1", [0.5, 1]],
      ["7", [1.5, 2.5]],
    ]),
  );
});

test("however the image is cut into tiles, and over a third axis, the centroids are the same", async () => {
  const side = fc.integer({ min: 1, max: 4 });
  await fc.assert(
    fc.asyncProperty(
      side,
      side,
      side,
      fc.tuple(side, side, side),
      fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
      async (depth, height, width, tile, stream) => {
        const pixels = Array.from({ length: depth * height * width }, () => stream.next().value ?? 0);
        const sums = new Map<string, [number, number, number]>();
        pixels.forEach((label, at) => {
          if (label === 0) return;
          const [x, y, n] = sums.get(String(label)) ?? [0, 0, 0];
          sums.set(String(label), [x + (at % width) + 0.5, y + (Math.floor(at / width) % height) + 0.5, n + 1]);
        });
        const chunks = tile.map((span, axis) => Math.min(span, [depth, height, width][axis]));
        const found = await labelCentroids(image([depth, height, width], chunks, pixels), ["z", "y", "x"]);
        expect([...found.keys()].sort()).toEqual([...sums.keys()].sort());
        for (const [label, [x, y, n]] of sums) {
          const [cx, cy] = found.get(label) ?? [];
          expect(cx).toBeCloseTo(x / n, 12);
          expect(cy).toBeCloseTo(y / n, 12);
        }
      },
    ),
    { numRuns: 60 },
  );
});
