import { expect, test } from "vitest";
import { numberColumn, spreadLabels, spreadMatrix, textColumn } from "../../src/results/annDataKeys.ts";
import { category, numbers, texts } from "../columns.ts";
import { reportedOf } from "./reported.ts";

const part = reportedOf([0, 0], { cells: [1, 3] });

test("labels and rows of analysed cells lie at their rows in the file, and are missing elsewhere", () => {
  const labels = { ...category([1, 0], ["a", "b"]), ordered: true };
  expect(spreadLabels(labels, part)).toEqual({ ...category([-1, 1, -1, 0], ["a", "b"]), ordered: true });
  const matrix = { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) };
  const none = Number.NaN;
  expect(spreadMatrix(matrix, part)).toEqual({
    ...{ rows: 4, columns: 2, values: Float32Array.of(none, none, 1, 2, none, none, 3, 4) },
  });
});

test("columns of a table are read from its rows", () => {
  const rows = [
    { name: "x", size: 2 },
    { name: "y", size: 3 },
  ];
  expect(numberColumn(rows, ({ size }) => size)).toEqual(numbers(2, 3));
  expect(textColumn(rows, ({ name }) => name)).toEqual(texts("x", "y"));
});
