import { describe, expect, test } from "vitest";
import { parseContrast, sidesOf } from "../../../src/analyses/contrasts/sides.ts";

const layers = ["L1", "L2", "L2,3", "WM", "a:b"];
const sides = (text: string, labels: readonly string[] = layers) => sidesOf(parseContrast(text), labels, "obs/layer");

test("without a column a contrast is one of domains", () => {
  expect(parseContrast("3:5")).toEqual({ text: "3:5", column: undefined, sides: "3:5" });
  expect(parseContrast("obs/layer=L1:WM")).toEqual({ text: "obs/layer=L1:WM", column: "layer", sides: "L1:WM" });
});

describe("a side", () => {
  test("is a label or several between commas", () => {
    expect(sides("layer=L1:WM")).toEqual({ up: ["L1"], down: ["WM"] });
    expect(sides("layer=L1, L2 : WM")).toEqual({ up: ["L1", "L2"], down: ["WM"] });
  });

  test("may be a label that holds a comma or a colon", () => {
    expect(sides("layer=L2,3:L1")).toEqual({ up: ["L2,3"], down: ["L1"] });
    expect(sides("layer=L1:a:b")).toEqual({ up: ["L1"], down: ["a:b"] });
    expect(sides("layer=a:b:L1")).toEqual({ up: ["a:b"], down: ["L1"] });
  });

  test("may be a number without the zeros before it", () => {
    expect(sides("3:12", ["03", "12"])).toEqual({ up: ["03"], down: ["12"] });
  });
});

describe("is refused", () => {
  test("a label that no cell has, with those that there are", () => {
    expect(() => sides("layer=L1:L9")).toThrow(
      "--contrast layer=L1:L9: expected two groups A:B of obs/layer (L1, L2, L2,3, WM, a:b), got L9",
    );
    expect(() => sides("layer=L1:")).toThrow("got nothing on one side");
  });

  test("a label on both sides", () => {
    expect(() => sides("layer=L1,L2:L2")).toThrow("expected two groups without a cell in common, got L2 on both sides");
  });
});
