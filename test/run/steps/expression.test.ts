import { expect, test } from "vitest";
import { makeExpression } from "../../../src/run/steps/expression.ts";
import { denseOf, sparseFrom } from "../../preprocess/sparse.ts";
import { stepContext } from "../stepContext.ts";

const { context } = stepContext({ method: "smooth", domains: 2 });

function make(rows: readonly (readonly number[])[], { normalize = true, totals = rows.map(() => 10) } = {}) {
  const selection = {
    ...{ cells: Uint32Array.from(rows.keys()), genes: Uint32Array.from(rows[0].keys()), normalize },
    ...{ samples: undefined, variable: undefined, positions: { rows: 0, columns: 2, values: new Float64Array(0) } },
    counts: sparseFrom(rows),
    totals: Float64Array.from(totals),
  };
  return makeExpression({ selection }, context);
}

test("counts are scaled by the total over all genes, not over those that are used", async () => {
  const expression = await make([
    [5, 0],
    [0, 2],
  ]);
  expect(denseOf(expression)).toEqual([Math.log1p(5000), 0, 0, Math.log1p(2000)].map(Math.fround));
});

test("values that are not to be normalised stay as they are", async () => {
  const expression = await make(
    [
      [0.5, 0],
      [-1, 2],
    ],
    { normalize: false },
  );
  expect(denseOf(expression)).toEqual([0.5, 0, -1, 2]);
});

test("cells that are all equal once scaled are refused, and one that differs is enough", async () => {
  const equal = [
    [1, 2],
    [2, 4],
    [3, 6],
  ];
  await expect(make(equal, { totals: [3, 6, 9] })).rejects.toThrow("expected cells that differ, got 3 equal ones");
  expect((await make([...equal, [1, 0]], { totals: [3, 6, 9, 1] })).rows).toBe(4);
  expect((await make([...equal, [0, 3]], { totals: [3, 6, 9, 3] })).rows).toBe(4);
  expect((await make([...equal, [1, 2]], { totals: [3, 6, 9, 4] })).rows).toBe(4);
});
