import { describe, expect, test } from "vitest";
import { lasting, runRecord } from "../../src/results/record.ts";
import { category, numbers, tableOf } from "../columns.ts";
import { samplesOf } from "../datasets.ts";
import { settingsFor } from "../settings.ts";
import { reportedOf } from "./reported.ts";

const made = reportedOf([0, 1, 1], { cells: [0, 1, 3], genes: [0, 2] });
const config = settingsFor({ method: "smooth", domains: 2, seed: 7, seeds: 2 });
const said = { notes: ["a note"], warnings: ["a warning"], engine: undefined, version: "1.2.3" };
const record = (artifacts: Parameters<typeof runRecord>[0]["artifacts"] = made, more: object = {}) =>
  runRecord({ artifacts, config, ...said, ...more });

describe("the record of a run", () => {
  test("counts what went in and what was used, and names the genes", () => {
    expect(record()).toMatchObject({
      ...{
        version: "1.2.3",
        engine: "none",
        seeds: [7, 8],
        cells: 4,
        cells_used: 3,
        genes: 3,
        genes_used: ["g0", "g2"],
      },
      ...{
        counts_from: "X",
        positions_from: "obsm/spatial",
        scale: "z-score",
        notes: ["a note"],
        warnings: ["a warning"],
      },
      graph: { kind: "delaunay", layout: "irregular", edges: 2, description: "a row" },
    });
  });

  test("has sizes and stabilities of the domains, and the seed that they were found with", () => {
    const domains = { ...made.domains, embedding: 1 };
    expect(record({ ...made, domains }).domains).toEqual({
      ...{ count: 2, sizes: [1, 2], stability: [0.8, 0.8], agreement: 0.9, seed: 8 },
      fits: { embedding: [0], features: ["embeddingAndNeighborhoodMean"], components: [20] },
      refinement: { neighbors: 0, rounds: 0 },
    });
  });

  test("leaves out what the run does not have", () => {
    const absent = ["unit_um", "samples", "batch_correction", "gene_map", "domain_count", "losses"];
    expect(Object.keys(record()).filter((name) => absent.includes(name))).toEqual([]);
  });

  test("has the unit that the user gives before that of the file", () => {
    const dataset = { ...made.dataset, unitUm: 0.5 };
    expect(record({ ...made, dataset }).unit_um).toBe(0.5);
    const given = settingsFor({ method: "smooth", domains: 2, unitUm: 2 });
    expect(record({ ...made, dataset }, { config: given }).unit_um).toBe(2);
  });

  test("has losses by the seed that they are of, where something was trained", () => {
    const [plain] = made.embeddings;
    const trained = (values: number[]) => ({ ...plain, losses: { total: values } });
    const embeddings = [trained([3, 2]), trained([4, 1])];
    expect(record({ ...made, embeddings }).losses).toEqual({
      ...{ seed_7: { total: [3, 2] }, seed_8: { total: [4, 1] } },
    });
  });

  test("has what options left to the method came to", () => {
    const [plain] = made.embeddings;
    const embeddings = [{ ...plain, settled: { rounds: 9 } }];
    expect(record({ ...made, embeddings }).model).toMatchObject({ rounds: 9, components: config.components });
  });

  test("has the samples with their cells, and empty text where an attribute is missing", () => {
    const samples = {
      ...samplesOf([0, 1, 1, 1], ["left", "right"]),
      attributes: tableOf(2, { age: numbers(61, Number.NaN), state: category([-1, 0], ["WT"]) }),
    };
    expect(record({ ...made, dataset: { ...made.dataset, samples } }).samples).toEqual({
      ...{ column: "sample", names: ["left", "right"], cells: [1, 3] },
      attributes: { age: ["61", ""], state: ["", "WT"] },
    });
  });

  test("has the scores of every number of domains as columns", () => {
    const at = (count: number, score: number) => ({
      ...{ count, score, gain: 1, stability: 0.5, spread: 0.1, coherence: 0.25, bic: 10 },
    });
    const curve = [at(2, 0.1), at(3, 0.4)];
    const domainCount = { chosen: 3, runnerUp: 2, margin: 0.75, plausible: [3], curve, stoppedEarly: false };
    expect(record({ ...made, domainCount }).domain_count).toEqual({
      ...{ chosen: 3, runner_up: 2, margin: 0.75, plausible: [3], k: [2, 3], score: [0.1, 0.4] },
      ...{ gain: [1, 1], stability: [0.5, 0.5], coherence: [0.25, 0.25] },
    });
  });
});

test("threads, memory and figures are no part of what lasts, and all else is", () => {
  expect(lasting({ options: { threads: 4, memory: "2GB", noFigures: true, seed: 1 }, cells: 3 })).toEqual({
    options: { seed: 1 },
    cells: 3,
  });
  expect(lasting({ cells: 3 })).toEqual({ cells: 3 });
});
