import { expect, test } from "vitest";
import { ofWholeInput } from "../../../src/io/anndata/wholeInput.ts";

/** Of four cells the first and the last were kept. */
const kept = { rows: Uint32Array.of(0, 3), of: 4 };
const NaNs = Number.NaN;

test("without cells that were left out nothing changes", () => {
  const additions = { obs: { a: { kind: "number", values: Float64Array.of(1) } as const } };
  expect(ofWholeInput(additions, {})).toBe(additions);
});

test("columns of each kind get a missing value where a cell was left out", () => {
  const { obs } = ofWholeInput(
    {
      obs: {
        whole: { kind: "number", values: Int32Array.of(5, 6) },
        single: { kind: "number", values: Float32Array.of(0.5, 1.5) },
        type: { kind: "category", codes: Int32Array.of(1, 0), categories: ["a", "b"], ordered: false },
        text: { kind: "string", values: ["x", "y"] },
        flag: { kind: "boolean", values: [true, false] },
      },
    },
    { kept },
  );
  expect(obs).toEqual({
    whole: { kind: "number", values: Float64Array.of(5, NaNs, NaNs, 6) },
    single: { kind: "number", values: Float32Array.of(0.5, NaNs, NaNs, 1.5) },
    type: { kind: "category", codes: Int32Array.of(1, -1, -1, 0), categories: ["a", "b"], ordered: false },
    text: { kind: "string", values: ["x", undefined, undefined, "y"] },
    flag: { kind: "boolean", values: [true, undefined, undefined, false] },
  });
});

test("matrices get rows of NaN, graphs rows without neighbours and the numbers that cells have in the input", () => {
  const { obsm, obsp } = ofWholeInput(
    {
      obsm: { z: { rows: 2, columns: 2, values: Float32Array.of(1, 2, 3, 4) } },
      obsp: {
        d: {
          rows: 2,
          columns: 2,
          starts: Uint32Array.of(0, 1, 2),
          indices: Uint32Array.of(1, 0),
          values: Float32Array.of(7, 8),
        },
      },
    },
    { kept },
  );
  expect(obsm?.z).toEqual({ rows: 4, columns: 2, values: Float32Array.of(1, 2, NaNs, NaNs, NaNs, NaNs, 3, 4) });
  expect(obsp?.d).toEqual({
    rows: 4,
    columns: 4,
    starts: Uint32Array.of(0, 1, 1, 1, 2),
    indices: Uint32Array.of(3, 0),
    values: Float32Array.of(7, 8),
  });
});

test("genes that were left out are not used, and have no other value", () => {
  const used = { kind: "boolean", values: [true, false] } as const;
  const rank = { kind: "number", values: Float64Array.of(1, 2) } as const;
  const { var: variables } = ofWholeInput(
    { var: { used, rank } },
    { keptGenes: { rows: Uint32Array.of(1, 2), of: 3 } },
  );
  expect(variables).toEqual({
    used: { kind: "boolean", values: [false, true, false] },
    rank: { kind: "number", values: Float64Array.of(NaNs, 1, 2) },
  });
});
