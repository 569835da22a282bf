import type { Dataset } from "../../src/data/dataset.ts";
import type { Column, Table } from "../../src/data/table.ts";

/** What of the promises of every data set this one does not keep; none for a sound one. */
export function contractBreaches({ cells, genes, counts, positions, obs, var: variables }: Dataset): string[] {
  const breaches: string[] = [];
  const expect = (kept: boolean, promise: string) => {
    if (!kept) breaches.push(promise);
  };
  const [n, p] = [cells.length, genes.length];
  for (const [what, names] of Object.entries({ cells, genes })) {
    expect(names.length > 0, `there are ${what}`);
    expect(new Set(names).size === names.length, `names of ${what} are unique`);
    expect(
      names.every((name) => typeof name === "string"),
      `names of ${what} are text`,
    );
  }
  const { rows, columns, starts, indices, values } = counts;
  expect(rows === n && columns === p, "the matrix is of cells and genes");
  expect(starts.length === n + 1 && starts[0] === 0, "there is an offset for every cell and one more");
  expect(starts[n] === values.length && indices.length === values.length, "entries end where the last row ends");
  let wrong = 0;
  for (let i = 0; i < n; i++) {
    if (starts[i] > starts[i + 1]) wrong++;
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      if (indices[e] >= p || (e > starts[i] && indices[e] <= indices[e - 1])) wrong++;
      if (!Number.isFinite(values[e]) || values[e] === 0) wrong++;
    }
  }
  expect(wrong === 0, "entries of a row are sorted, in range, finite and not 0");
  expect(
    positions.rows === n && positions.columns === 2 && positions.values.length === 2 * n,
    "there are two positions for every cell",
  );
  expect(
    positions.values.every((value) => Number.isFinite(value)),
    "positions are finite",
  );
  for (const [what, table, length] of [
    ["obs", obs, n],
    ["var", variables, p],
  ] as const) {
    expect(fits(table, length), `columns of ${what} have a value for every row`);
  }
  return breaches;
}

function fits({ rows, columns }: Table, length: number): boolean {
  const lengths = [...columns.values()].map((column) =>
    column.kind === "category" ? column.codes.length : column.values.length,
  );
  return rows === length && lengths.every((each) => each === length) && [...columns.values()].every(isInRange);
}

const isInRange = (column: Column) =>
  column.kind !== "category" || column.codes.every((code) => code >= -1 && code < column.categories.length);
