import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pack, unpack } from "../../../src/io/bytes/packed.ts";

/** What comes back when the tree has been text in between. */
function back(value: unknown): unknown {
  const { tree, arrays } = pack(value);
  return unpack({ tree: JSON.parse(JSON.stringify(tree)), arrays });
}

describe("a value that was packed comes back", () => {
  test("with numbers to the last bit", () => {
    const numbers = [0, -0, 1 / 3, 5e-324, Number.MAX_VALUE, Number.NaN, Infinity, -Infinity];
    expect(back(numbers)).toStrictEqual(numbers);
  });

  test("with absent values, maps, sets and the order of records", () => {
    const value = {
      b: undefined,
      a: [null, undefined],
      map: new Map<unknown, unknown>([
        ["k", new Set([1, "2"])],
        [3, {}],
      ]),
    };
    expect(back(value)).toStrictEqual(value);
    expect(Object.keys(back(value) as object)).toEqual(["b", "a", "map"]);
  });

  test("with its arrays of numbers, each stored once and only the part that is seen", () => {
    const whole = Float64Array.of(1, -0, Number.NaN, 4);
    const value = { one: whole.subarray(1, 3), bytes: Uint8Array.of(1), same: undefined as unknown };
    value.same = value.one;
    const packed = pack(value);
    expect(packed.arrays).toHaveLength(2);
    expect(packed.arrays[0]).toHaveLength(2);
    expect(unpack(packed)).toStrictEqual(value);
  });

  test("whatever JSON it is, keys of any name included", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('"$"') && !text.includes("__proto__"));
        expect(back(value)).toStrictEqual(value);
      }),
    );
  });
});

test("what cannot be kept is a fault of ours", () => {
  for (const value of [() => 1, new Date(0), 1n, { $: "array" }, Symbol("s")]) {
    expect(() => pack(value)).toThrow("internal: cannot keep");
  }
});

test("parts that do not fit together are refused", () => {
  for (const tree of [
    { $: "array", place: 1 },
    { $: "other" },
    { $: "map", entries: [[1]] },
    { $: "number", text: 1 },
  ]) {
    expect(() => unpack({ tree, arrays: [Float32Array.of(1)] })).toThrow(
      "packed value: expected parts that fit together",
    );
  }
});
