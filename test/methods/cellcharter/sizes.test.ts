import { expect, test } from "vitest";
import { ends } from "../../../src/methods/cellcharter/ending.ts";
import { trainingSize } from "../../../src/methods/cellcharter/sizes.ts";

const usual = { batchCells: 128, epochs: "auto" } as const;

test("nine tenths of the cells train, rounded up, in batches of 128 and a shorter last one", () => {
  expect(trainingSize(1053, usual)).toEqual({ training: 948, batches: 8, batch: 128, last: 52, epochs: 400 });
  expect(trainingSize(15, usual)).toMatchObject({ training: 14, batches: 1, batch: 14, last: 14 });
});

test("a last batch of one or two cells joins the validation cells, and one of three trains", () => {
  const of = (training: number) => trainingSize(Math.floor(training / 0.9), usual);
  expect(of(129)).toMatchObject({ training: 128, batches: 1, batch: 128, last: 128 });
  expect(of(130)).toMatchObject({ training: 128, batches: 1 });
  expect(of(131)).toMatchObject({ training: 131, batches: 2, last: 3 });
});

test("epochs are 400 up to 20,000 cells and fewer in proportion above, but one at least", () => {
  const of = (cells: number) => trainingSize(cells, usual).epochs;
  expect([of(20_000), of(40_000), of(36_602), of(1e8)]).toEqual([400, 200, 219, 1]);
  expect(trainingSize(40_000, { ...usual, epochs: 7 }).epochs).toBe(7);
});

test("training ends when the last epochs brought no new least validation loss, and not before", () => {
  // Two batches an epoch; the first of each repeats the loss of the epoch before.
  const steps = (losses: readonly number[]) =>
    losses.flatMap((loss, e) => [{ validation: losses[e - 1] ?? 0 }, { validation: loss }]);
  expect(ends(steps([5, 4, 4, 4.5]), 2, 3)).toBe(false);
  expect(ends(steps([5, 4, 4, 4.5, 6]), 2, 3)).toBe(true);
  expect(ends(steps([5, 4, 4, 4.5, 3.9]), 2, 3)).toBe(false);
});
