import { expect, test } from "vitest";
import type { Column } from "../../src/data/table.ts";
import { sampleRows } from "../../src/results/sampleRows.ts";

test("each kind of column and matrix is cut to the rows, and categories keep their names and numbers", () => {
  const obs: Record<string, Column> = {
    domain: { kind: "category", codes: Int32Array.of(0, 2, 1, -1), categories: ["1", "2", "3"], ordered: true },
    score: { kind: "number", values: Float64Array.of(1, 2, 3, 4) },
    name: { kind: "string", values: ["a", "b", undefined, "d"] },
    used: { kind: "boolean", values: [true, false, undefined, true] },
  };
  const obsm = { X: { rows: 4, columns: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) } };
  expect(sampleRows({ obs, obsm }, { from: 1, to: 3 })).toEqual({
    obs: {
      domain: { kind: "category", codes: Int32Array.of(2, 1), categories: ["1", "2", "3"], ordered: true },
      score: { kind: "number", values: Float64Array.of(2, 3) },
      name: { kind: "string", values: ["b", undefined] },
      used: { kind: "boolean", values: [false, undefined] },
    },
    obsm: { X: { rows: 2, columns: 2, values: Float32Array.of(3, 4, 5, 6) } },
  });
});
