import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { overlappingSamples, overlapText } from "../../../src/session/read/overlappingSamples.ts";
import { category } from "../../columns.ts";
import { datasetOf, samplesOf } from "../../datasets.ts";

const n = 400;
const rng = createRandom(3);
/** Four pieces of 100 cells on the same square. */
const square = Float64Array.from({ length: 2 * n }, () => 100 * rng.uniform());
const piece = Array.from({ length: n }, (_, i) => Math.floor(i / 100));
const counts = Array.from({ length: n }, () => [1]);
const names = ["a", "b", "c", "d"];

function tissue(obs: Parameters<typeof datasetOf>[1] & object, values = square) {
  return datasetOf(counts, { positions: { rows: n, columns: 2, values }, ...obs });
}

test("a column of samples that lie over each other is found, with its groups, and said", async () => {
  const found = await overlappingSamples(tissue({ obs: { section: category(piece, names) } }));
  expect(found).toEqual({ column: "section", groups: 4 });
  expect(found && overlapText(found)).toBe(
    "obs/section names 4 samples that lie over each other in the same coordinates; --sample-key section keeps them apart",
  );
});

test("samples that lie beside each other are none, and neither is one group or data that has samples", async () => {
  const apart = square.map((value, e) => (e % 2 ? value : value + 200 * piece[e >> 1]));
  expect(await overlappingSamples(tissue({ obs: { section: category(piece, names) } }, apart))).toBeUndefined();
  const one = category(
    piece.map(() => 0),
    ["only"],
  );
  expect(await overlappingSamples(tissue({ obs: { section: one } }))).toBeUndefined();
  const samples = samplesOf(piece, names);
  expect(await overlappingSamples(tissue({ samples, obs: { section: category(piece, names) } }))).toBeUndefined();
});

test("of several columns it is the one with the fewest groups that leaves no overlap", async () => {
  // Donors have two sections each, so that telling donors apart is not enough.
  const donor = category(
    piece.map((p) => p >> 1),
    ["p", "q"],
  );
  const section = category(piece, names);
  expect(await overlappingSamples(tissue({ obs: { donor, section } }))).toEqual({ column: "section", groups: 4 });
  const finer = category(
    piece.map((p, i) => 2 * p + (i % 2)),
    [..."abcdefgh"],
  );
  expect(await overlappingSamples(tissue({ obs: { slide: finer, section } }))).toMatchObject({ column: "slide" });
});
