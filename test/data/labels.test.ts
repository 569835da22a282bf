import { expect, test } from "vitest";
import { expectApart } from "../../src/data/labels.ts";
import type { Column } from "../../src/data/table.ts";
import { groupings } from "../../src/io/inspection/groupings.ts";

const numbers = (values: readonly number[]): Column => ({ kind: "number", values: Float64Array.from(values) });

test("whole numbers that doubles do not keep apart are no labels, and not offered as such", () => {
  const wide = numbers(Array.from({ length: 240 }, (_, i) => 2 ** 60 + i));
  const fine = numbers(Array.from({ length: 240 }, (_, i) => 2 ** 40 + (i % 3)));
  expect(() => expectApart(wide, "obs/id")).toThrow(
    "obs/id: expected labels, got whole numbers beyond 2^53, of which different ones read alike; store them as text",
  );
  expect(() => expectApart(fine, "obs/id")).not.toThrow();
  expect(() => expectApart(numbers([0.5, Number.NaN]), "obs/x")).not.toThrow();
  const columns = new Map([
    ["wide", wide],
    ["fine", fine],
  ]);
  const { labels } = groupings({ rows: 240, columns });
  expect(labels.map(({ column }) => column)).toEqual(["fine"]);
});
