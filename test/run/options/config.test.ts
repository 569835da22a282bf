import { describe, expect, test } from "vitest";
import { metaOf } from "../../../src/core/options/option.ts";
import { flagOf } from "../../../src/core/options/parse.ts";
import { settingsOf } from "../../../src/core/options/settingsFile.ts";
import { recordedOptions } from "../../../src/run/options/config.ts";
import { allOptions, optionGroups, parseConfig, runOptions } from "../../../src/session/options/run.ts";

describe("parseConfig", () => {
  test("nothing given is a whole configuration", () => {
    expect(parseConfig({})).toMatchObject({
      domains: "auto",
      preset: "default",
      seed: 0,
      seeds: "auto",
      components: 128,
      scale: "auto",
      methodOptions: {},
      chosen: { method: { name: "cellscape" }, options: { variant: "full", spatialSize: 64 } },
      policy: { candidates: { covariance: "tied" } },
    });
  });

  test("a preset decides what is not given, and what is given comes first", () => {
    const paper = parseConfig({ preset: "paper", heads: 2, components: 50 });
    expect(paper).toMatchObject({ components: 50, scale: "none" });
    expect(paper.chosen.options).toMatchObject({ heads: 2, spatialSize: 128, gradients: "pcgrad" });
  });

  test("a clustering that is named comes before that of the preset or method, which keeps its options otherwise", () => {
    const clusteringOf = (given: Readonly<Record<string, unknown>>) => parseConfig(given).chosen.run.clustering;
    expect(clusteringOf({})).toBeUndefined();
    expect(clusteringOf({ preset: "paper" })).toEqual({ name: "mclust" });
    expect(clusteringOf({ preset: "paper", clustering: "consensus" })).toEqual({ name: "consensus" });
    expect(clusteringOf({ method: "pca", nearest: 20 })).toEqual({ name: "louvain", options: { neighbors: 20 } });
    expect(clusteringOf({ method: "pca", clustering: "mclust" })).toEqual({ name: "mclust" });
    expect(() => parseConfig({ clustering: "rings" })).toThrow(
      /--clustering: expected one of consensus, .*, got "rings"/,
    );
  });

  test("mclust has one covariance for all domains, and refuses others", () => {
    expect(() => parseConfig({ preset: "paper", covariance: "full" })).toThrow(/--covariance: expected tied/);
    expect(() => parseConfig({ preset: "paper", covariance: "full", clustering: "consensus" })).not.toThrow();
  });

  test("options of another method are refused, and a network is not saved where there is none", () => {
    expect(() => parseConfig({ method: "smooth", epochs: 3 })).toThrow(/--epochs: expected options of --method smooth/);
    expect(() => parseConfig({ method: "smooth", saveModel: true })).toThrow(/--save-model: expected a network/);
    expect(() => parseConfig({ method: "smoth" })).toThrow(/--method: expected one of cellscape, smooth/);
  });

  test("what is recorded gives the same settings again", () => {
    const config = parseConfig({ domains: 4, "cellscape.epochs": 20, heads: 2, report: true });
    const recorded = recordedOptions(config);
    expect(recorded).toMatchObject({ domains: 4, cellscape: { epochs: 20, heads: 2 } });
    const file = settingsOf(JSON.stringify(recorded), { path: "again.json", command: "run", options: runOptions() });
    expect(parseConfig(file)).toEqual(config);
  });

  test("text of the command line and numbers of a program mean the same", () => {
    const asText = { domains: "7", seed: "3", radius: "1.5", components: "all", threads: "2" };
    const asValues = { domains: 7, seed: 3, radius: 1.5, components: "all", threads: 2 } as const;
    expect(parseConfig(asText)).toEqual(parseConfig(asValues));
  });

  test.each([
    [{ domains: "many" }, '--domains: expected auto or a whole number from 1 to 1000, got "many"'],
    [{ domains: "0" }, '--domains: expected auto or a whole number from 1 to 1000, got "0"'],
    [{ domains: "2.5" }, '--domains: expected auto or a whole number from 1 to 1000, got "2.5"'],
    [{ domains: 1001 }, "--domains: expected auto or a whole number from 1 to 1000, got 1001"],
    [{ variant: "half" }, '--variant: expected one of full, spatial-only, got "half"'],
    [{ seed: "" }, '--seed: expected a whole number from 0, got ""'],
    [{ seed: " " }, '--seed: expected a whole number from 0, got " "'],
    [{ seed: "-1" }, '--seed: expected a whole number from 0, got "-1"'],
    [{ radius: "0" }, '--radius: expected a number above 0, got "0"'],
    [{ radius: "Infinity" }, '--radius: expected a number above 0, got "Infinity"'],
    [{ maskRate: "2" }, '--mask-rate: expected a number from 0.01 to 0.99, got "2"'],
    [{ counts: "" }, '--counts: expected text, got ""'],
  ])("%j is refused with what it may be", (given, message) => {
    expect(() => parseConfig(given)).toThrow(expect.objectContaining({ code: "bad-option", message }));
  });

  test("every fault is named at once, unknown options too", () => {
    const given = { tau: "-1", frobnicate: "yes", maskRate: "2" };
    expect(() => parseConfig(given)).toThrow(/^--mask-rate: .*; --tau: .*; unknown option frobnicate$/);
  });
});

test("every option has one line of help and a flag of lower-case words", () => {
  for (const [name, schema] of Object.entries(allOptions())) {
    expect(metaOf(schema).description.length, name).toBeGreaterThan(10);
    expect(flagOf(name), name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  }
});

test("no option belongs to two owners", () => {
  const names = optionGroups().flatMap(({ table }) => Object.keys(table));
  expect(names.length).toBe(new Set(names).size);
});
