import { expect, test } from "vitest";
import { columnOf } from "../../src/data/columnOf.ts";

test("integers are codes of as many groups as the largest names", () => {
  const column = columnOf(Int32Array.of(2, 0, -1));
  expect(column).toEqual({
    kind: "category",
    codes: Int32Array.of(2, 0, -1),
    categories: ["0", "1", "2"],
    ordered: false,
  });
});

test("no cells have no groups", () => {
  expect(columnOf(new Int32Array(0))).toMatchObject({ kind: "category", categories: [] });
});

test("floats are numbers, texts are names and columns stay as they are", () => {
  expect(columnOf(Float32Array.of(0.5))).toEqual({ kind: "number", values: Float32Array.of(0.5) });
  expect(columnOf(["a", "b"])).toEqual({ kind: "string", values: ["a", "b"] });
  const column = { kind: "boolean", values: [true] } as const;
  expect(columnOf(column)).toBe(column);
});
