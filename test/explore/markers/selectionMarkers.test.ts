import { expect, test } from "vitest";
import { rankMarkers } from "../../../src/analyses/markers/markers.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";
import { turnToColumns } from "../../../src/explore/genes/geneColumns.ts";
import { type SelectionMarkers, selectionMarkers } from "../../../src/explore/markers/selectionMarkers.ts";

const [n, p] = [300, 90];
const rng = createRandom(4);

/** Values of few kinds, so that there are ties. */
function expression(): Sparse {
  const [starts, indices, values]: [number[], number[], number[]] = [[0], [], []];
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < p; u++) {
      if (rng.uniform() > 0.3 + (i < 80 && u % 7 === 0 ? 0.3 : 0)) continue;
      indices.push(u);
      values.push(Math.fround(Math.ceil(5 * rng.uniform()) / 3));
    }
    starts.push(indices.length);
  }
  return {
    rows: n,
    columns: p,
    starts: Uint32Array.from(starts),
    indices: Uint32Array.from(indices),
    values: Float32Array.from(values),
  };
}

const matrix = expression();
const names = Array.from({ length: p }, (_, u) => `g${u}`);
const genes = await turnToColumns(matrix, { names, unit: "", rows: undefined, cells: n });
const selected = Uint8Array.from({ length: n }, (_, i) => Number(i < 80));
const against = Uint8Array.from({ length: n }, (_, i) => Number(i >= 200));

function groupsOf(codes: Int32Array): CategoryColumn {
  return { kind: "category", codes, categories: ["selected", "against"], ordered: false };
}

function expectSame(found: SelectionMarkers, [expected]: ReturnType<typeof rankMarkers>["groups"]): void {
  expect(found).toMatchObject({ cells: expected.cells, otherCells: expected.otherCells, order: expected.order });
  for (const name of ["scores", "logFoldChanges", "fractionsIn", "fractionsOut", "adjustedPValues"] as const) {
    expect(found[name]).toEqual(expected[name]);
  }
}

test("markers of a selection against the rest are those of rankMarkers", async () => {
  const codes = Int32Array.from(selected, (one) => one - 1);
  const expected = rankMarkers(matrix, groupsOf(codes), { groups: ["selected"] });
  expectSame(await selectionMarkers(genes, { selected, against: undefined }), expected.groups);
});

test("markers against another selection are those of rankMarkers with a reference", async () => {
  const codes = Int32Array.from(selected, (one, i) => (one ? 0 : against[i] ? 1 : -1));
  const expected = rankMarkers(matrix, groupsOf(codes), { groups: ["selected"], reference: "against" });
  expectSame(await selectionMarkers(genes, { selected, against }), expected.groups);
});

test("the genes whose means differ most are reported first, and do not change afterwards", async () => {
  let early: SelectionMarkers | undefined;
  const found = await selectionMarkers(genes, { selected, against: undefined }, (first) => {
    early = first;
  });
  expect(early?.order.length).toBe(32);
  expect(early?.order[0]).toBe(found.order[0]);
  expect(Array.from(early?.scores ?? []).filter(Number.isNaN)).toHaveLength(p - 32);
});

test("cells without expression are on no side, and a side of one cell is refused", async () => {
  const known = Uint8Array.from({ length: n }, (_, i) => Number(i !== 0));
  const found = await selectionMarkers({ ...genes, known }, { selected, against: undefined });
  expect(found.cells).toBe(79);
  const one = Uint8Array.from({ length: n }, (_, i) => Number(i === 0));
  await expect(selectionMarkers(genes, { selected: one, against: undefined })).rejects.toThrow(
    "got 1 selected and 299 others",
  );
});
