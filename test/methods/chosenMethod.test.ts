import { expect, test } from "vitest";
import { presets } from "../../src/methods/cellscape/options.ts";
import { chooseMethod } from "../../src/methods/chosenMethod.ts";

test("what is given takes the place of the preset's value, and nothing else changes", () => {
  const { options } = chooseMethod({ method: "cellscape", given: { epochs: 7, momentum: undefined } });
  expect(options).toEqual({ ...presets.default.options, epochs: 7 });
  expect(chooseMethod({ method: "cellscape", preset: "paper" }).options).toEqual(presets.paper.options);
});

test("a preset that the method has not is refused with those it has", () => {
  expect(() => chooseMethod({ method: "cellscape", preset: "fast" })).toThrow(
    /--preset: expected one of default, paper for --method cellscape, got fast/,
  );
});

test("an option of another method is refused with those of the chosen one", () => {
  expect(() => chooseMethod({ method: "smooth", given: { epochs: 7 } })).toThrow(
    /--smooth: expected one of its options \(features, rounds\), got epochs/,
  );
});

test("options that do not fit together are refused by the method itself", () => {
  expect(() => chooseMethod({ method: "cellscape", given: { heads: 3 } })).toThrow(/--hidden: expected a multiple/);
});
