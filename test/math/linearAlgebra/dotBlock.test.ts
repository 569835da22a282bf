import { expect, test } from "vitest";
import { dotBlockInto } from "../../../src/math/linearAlgebra/dotBlock.ts";

test("eight products of two rows with four are those of the definition, at any place", () => {
  const length = 5;
  const a = Float64Array.from({ length: 30 }, (_, i) => (7 * i) % 11);
  const b = Float64Array.from({ length: 40 }, (_, i) => ((5 * i) % 13) - 6);
  const [a0, a1, b0] = [3, 17, 10];
  const out = new Float64Array(8);
  dotBlockInto(out, a, a0, a1, b, b0, length);
  const dot = (from: number, row: number) => {
    let sum = 0;
    for (let t = 0; t < length; t++) sum += a[from + t] * b[b0 + row * length + t];
    return sum;
  };
  expect([...out]).toEqual([a0, a1].flatMap((from) => [0, 1, 2, 3].map((row) => dot(from, row))));
});
