import { expect, test } from "vitest";
import { borderShares } from "../../../src/analyses/neighborhoods/borders.ts";

test("shares are of the contacts with other groups only, and a group without any has none", () => {
  const counts = Float64Array.from([100, 6, 2, 0, 6, 40, 0, 0, 2, 0, 9, 0, 0, 0, 0, 30]);
  const shares = borderShares({ categories: ["a", "b", "c", "d"], counts });
  const no = Number.NaN;
  expect([...shares]).toEqual([no, 0.75, 0.25, 0, 1, no, 0, 0, 1, 0, no, 0, no, no, no, no]);
});
