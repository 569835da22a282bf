import { expect, test } from "vitest";
import { joinCounts } from "../../src/preprocess/joinCounts.ts";
import { denseOf, sparseFrom } from "./sparse.ts";

test("rows lie below each other, on the shared columns alone", () => {
  const joined = joinCounts(
    [
      sparseFrom([[1, 2, 3]], 3),
      sparseFrom(
        [
          [4, 5],
          [0, 6],
        ],
        2,
      ),
    ],
    [Int32Array.of(0, -1, 1), Int32Array.of(1, 0)],
  );
  expect([joined.rows, joined.columns]).toEqual([3, 2]);
  expect(denseOf(joined)).toEqual(
    denseOf(
      sparseFrom(
        [
          [1, 3],
          [5, 4],
          [6, 0],
        ],
        2,
      ),
    ),
  );
});

test("columns ascend within a row, also where the second matrix has them in another order", () => {
  const { starts, indices } = joinCounts(
    [sparseFrom([[1, 1, 1]], 3), sparseFrom([[7, 8, 9]], 3)],
    [Int32Array.of(0, 1, 2), Int32Array.of(2, 0, 1)],
  );
  expect([...starts]).toEqual([0, 3, 6]);
  expect([...indices]).toEqual([0, 1, 2, 0, 1, 2]);
});
