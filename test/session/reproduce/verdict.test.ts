import { describe, expect, test } from "vitest";
import type { Difference } from "../../../src/session/reproduce/compareTrees.ts";
import { differenceLine } from "../../../src/session/reproduce/lines.ts";
import { verdictOf } from "../../../src/session/reproduce/verdict.ts";

const numbers = (largest: number, scale: number): Difference => ({
  ...{ stage: "embedding", path: "obsm/X_cellscape" },
  how: { kind: "numbers", largest, scale },
});
const labels: Difference = {
  ...{ stage: "domains", path: "obs/cellscape_domain" },
  how: { kind: "labels", differing: 12, of: 1053, ari: 0.9612 },
};
const here = { sameBytes: false, sameProgram: true };
const elsewhere = { sameBytes: false, sameProgram: false };

describe("the verdict", () => {
  test("is about bytes where they are the same, whatever else was compared", () => {
    expect(verdictOf([labels], { sameBytes: true, sameProgram: true })).toBe("same bytes");
    expect(verdictOf([], here)).toBe("same values");
  });

  test("of the same program allows no difference", () => {
    expect(verdictOf([numbers(1e-9, 1)], here)).toBe("different");
  });

  test("of another program allows a thousandth of the largest value, in every array", () => {
    expect(verdictOf([numbers(1e-3, 1), numbers(0.004, 5)], elsewhere)).toBe("equivalent");
    expect(verdictOf([numbers(1e-3, 1), numbers(0.0051, 5)], elsewhere)).toBe("different");
  });

  test("of another program allows no label to differ", () => {
    expect(verdictOf([numbers(0, 1), labels], elsewhere)).toBe("different");
  });
});

test.each<[Difference["how"], string]>([
  [{ kind: "absent", from: "repeated" }, "absent from the repeated result"],
  [{ kind: "shape", recorded: [3, 2], repeated: [3] }, "shape 3 x 2 recorded, 3 repeated"],
  [labels.how, "12 of 1053 labels differ (ARI 0.961)"],
  [{ kind: "values", differing: 1, of: 2 }, "1 of 2 values differ"],
  [{ kind: "numbers", largest: 0.0012345, scale: 41.27 }, "largest difference 0.00123 (values up to 41.3)"],
])("a difference of kind %o in a line", (how, text) => {
  expect(differenceLine({ stage: "s", path: "a/b", how })).toBe(`s, a/b: ${text}`);
});
