import { expect, test } from "vitest";
import { chosenMethod, componentsOf, resolveScale } from "../../../src/run/options/settings.ts";
import { parseConfig } from "../../../src/session/options/run.ts";

test("each gene of a panel counts alike up to 200 genes, and by its variance above", () => {
  const config = parseConfig({});
  expect([21, 200, 201, 3000].map((genes) => resolveScale(config, genes))).toEqual([
    "z-score",
    "z-score",
    "center",
    "center",
  ]);
});

test("the paper's preset does not scale genes unless the user says how", () => {
  expect(resolveScale(parseConfig({ preset: "paper" }), 100)).toBe("none");
  expect(resolveScale(parseConfig({ preset: "paper", scale: "auto" }), 100)).toBe("z-score");
  expect(resolveScale(parseConfig({ preset: "paper", scale: "center" }), 100)).toBe("center");
});

test("the network is fed 128 components by default, and all genes in the paper's preset", () => {
  expect(componentsOf(parseConfig({}))).toBe(128);
  expect(componentsOf(parseConfig({ preset: "paper" }))).toBe("all");
  expect(componentsOf(parseConfig({ preset: "paper", components: "30" }))).toBe(30);
});

test("what the user sets takes the place of the preset's value, and nothing else changes", () => {
  const before = chosenMethod(parseConfig({})).options;
  expect(chosenMethod(parseConfig({ momentum: "0.5", epochs: "7" })).options).toEqual({
    ...before,
    momentum: 0.5,
    epochs: 7,
  });
});
