import { expect, test } from "vitest";
import { ends } from "../../../src/methods/spaceflow/ending.ts";

const after = (...losses: number[]) => losses.map((contrast) => ({ contrast, spread: 0.1 }));
const falling = (steps: number) => Array.from({ length: steps }, (_, at) => 10 - at * 0.01);

test("training goes on while the loss has new leasts", () => {
  expect(ends({ losses: after(...falling(900)) }, 50)).toBe(false);
});

test("it ends after more than 50 steps without a new least", () => {
  const flat = (steps: number) => after(...falling(200), ...Array<number>(steps).fill(9));
  expect(ends({ losses: flat(50) }, 50)).toBe(false);
  expect(ends({ losses: flat(51) }, 50)).toBe(true);
});

test("it never ends before step 100", () => {
  const flat = (steps: number) => after(1, ...Array<number>(steps).fill(2));
  expect(ends({ losses: flat(100) }, 50)).toBe(false);
  expect(ends({ losses: flat(101) }, 50)).toBe(true);
});
