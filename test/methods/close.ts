import { expect } from "vitest";

/** Whether numbers equal those expected, each to a share of the largest one. */
export function expectClose(got: ArrayLike<number>, expected: readonly number[], share = 1e-4): void {
  expect(got.length).toBe(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let worst = 0;
  expected.forEach((value, e) => {
    worst = Math.max(worst, Math.abs(got[e] - value));
  });
  expect(worst / scale).toBeLessThan(share);
}
