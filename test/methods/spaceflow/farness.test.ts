import { expect, test } from "vitest";
import { farness } from "../../../src/methods/spaceflow/farness.ts";

const positions = { rows: 3, columns: 2, values: Float64Array.of(0, 0, 3, 4, 0, 10) };
const cells = Uint32Array.of(2, 0, 1);
const pairs = { first: Int32Array.of(0, 1, 2), second: Int32Array.of(1, 2, 0, 1, 1, 1) };

test("pairs weigh as far as they are apart, of the farthest, over several rounds", () => {
  const far = farness(pairs, { positions, samples: undefined, cells });
  const third = Math.hypot(3, 6) / 10;
  expect(Array.from(far)).toEqual([1, 0.5, third, 1, 0, 0.5].map((value) => expect.closeTo(value, 6)));
});

test("cells of two samples weigh nothing", () => {
  const far = farness(pairs, { positions, samples: Int32Array.of(0, 0, 1), cells });
  expect(Array.from(far)).toEqual([0, 1, 0, 0, 0, 1]);
});
