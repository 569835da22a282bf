import { describe, expect, test } from "vitest";
import type { Column } from "../../../src/data/table.ts";
import { combat } from "../../../src/preprocess/combat.ts";
import { makeCorrection } from "../../../src/run/steps/correction.ts";
import type { ConfigInput } from "../../../src/session/options/run.ts";
import { category, numbers, texts } from "../../columns.ts";
import { datasetOf } from "../../datasets.ts";
import { stepContext } from "../stepContext.ts";

/** Nine cells, of which the first takes no part; batches x and y by turns. */
const counts = Array.from({ length: 9 }, (_, i) => [1 + (i % 3), (i * i) % 7, 2 + (i % 2) * 3, (i * 5) % 4]);
const obs: Record<string, Column> = {
  batch: category([-1, 0, 1, 0, 1, 0, 1, 0, 1], ["x", "y"]),
  lane: numbers(9, 1, 2, 1, 2, 1, 2, 1, 2),
  run: texts("z", "x", "y", "x", "y", "x", "y", "x", "y"),
  flag: { kind: "boolean", values: [false, true, false, true, false, true, false, true, false] },
  state: category([0, 0, 0, 0, 0, 1, 1, 1, 1], ["WT", "AD"]),
};
const dataset = datasetOf(counts, { obs });
const expression = datasetOf(counts.slice(1)).counts;
const codes = Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1);

function make(input: ConfigInput, samples?: readonly string[]) {
  const { context, notes } = stepContext({ method: "smooth", domains: 2, correct: "combat", ...input }, { samples: 2 });
  const selection = {
    ...{ cells: Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8), genes: Uint32Array.of(0, 1, 2, 3), normalize: true },
    ...{ counts: expression, totals: new Float64Array(8), variable: undefined, positions: dataset.positions },
    samples: samples && { names: samples, codes },
  };
  return { correction: makeCorrection({ dataset, selection, expression }, context), notes };
}

describe("batches", () => {
  test("are the samples where no column is named", () => {
    const { correction, notes } = make({}, ["left", "right"]);
    expect(correction).toEqual(combat(expression, category(codes, ["left", "right"]), {}));
    expect(notes).toEqual(["ComBat batch correction across 2 samples"]);
  });

  test.each([
    ["batch", ["x", "y"]],
    ["obs/lane", ["1", "2"]],
    ["run", ["x", "y"]],
    ["flag", ["true", "false"]],
  ])("are the values of %s in the analysed cells", (batchKey, batches) => {
    const { correction, notes } = make({ batchKey });
    expect(correction).toEqual(combat(expression, category(codes, batches), {}));
    expect(notes[0]).toContain(`2 batches of obs/`);
  });

  test("cannot be found in one sample without a column, or in a column that is not there", () => {
    expect(() => make({})).toThrow("--correct combat: expected several samples, got one");
    expect(() => make({ batchKey: "slide" })).toThrow(
      "--batch-key: expected a column of obs in tissue.h5ad (batch, lane, run, flag, state), got slide",
    );
  });
});

test("differences by covariates of the analysed cells are kept", () => {
  const { correction, notes } = make({ batchKey: "batch", covariates: ["state"] });
  const state = category([0, 0, 0, 0, 1, 1, 1, 1], ["WT", "AD"]);
  const covariates = new Map<string, Column>([["state", state]]);
  expect(correction).toEqual(combat(expression, category(codes, ["x", "y"]), { covariates }));
  expect(correction).not.toEqual(make({ batchKey: "batch" }).correction);
  expect(notes[0]).toMatch(/^ComBat batch correction across .*, preserving state$/);
  expect(() => make({ batchKey: "batch", covariates: ["age"] })).toThrow(/^--covariates: .* got age$/);
});
