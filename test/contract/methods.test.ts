import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CellScapeError } from "../../src/core/errors.ts";
import type { Report } from "../../src/core/progress.ts";
import { createRandom } from "../../src/core/random.ts";
import { createTask } from "../../src/core/task.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import type { Column } from "../../src/data/table.ts";
import { refineOwn } from "../../src/domains/refinement/ownRefinement.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { chooseMethod } from "../../src/methods/chosenMethod.ts";
import type { Embedded } from "../../src/methods/embedded.ts";
import type { MethodInputs } from "../../src/methods/inputs.ts";
import type { Method } from "../../src/methods/method.ts";
import { allMethods, registerMethod } from "../../src/methods/registry.ts";
import { embedSeed } from "../../src/run/embedSeed.ts";
import { artifactsOf, inputSizeOf, methodInputs } from "../../src/run/methodInputs.ts";
import { run } from "../../src/run/run.ts";
import { seedProgress } from "../../src/run/seeds/seedProgress.ts";
import { coreSteps } from "../../src/run/steps.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { toyAssigner } from "../methods/toyAssigner.ts";
import { toyMethod } from "../methods/toyMethod.ts";
import { settingsFor } from "../settings.ts";

afterAll(registerMethod(toyMethod));
afterAll(registerMethod(toyAssigner));

/** Shorter training for methods that train, so that the contract is checked in seconds. */
const shorter: Readonly<Record<string, object>> = {
  cellscape: { epochs: 4, hidden: 16, spatialSize: 12 },
  stagate: { epochs: 4, hidden: 16 },
  graphst: { epochs: 4 },
  sedr: { epochs: 3, clusterEpochs: 3 },
  spaceflow: { epochs: 4, size: 8, pairs: 400 },
  spagcn: { epochs: 12 },
  prost: { epochs: 12 },
  cellcharter: { epochs: 3 },
};

const domains = 3;
const cells = 160;
const tissue = simulateTissue({ cells, genes: 60, domains }, createRandom(5));
const silent = () => undefined;
const context = (config = settingsFor({ domains, threads: 1 })) => ({
  ...{ config, report: silent, signal: undefined, clock: () => 0 },
  engine: () => nativeEngine({ threads: 1 }),
});

interface Made {
  readonly options: object;
  readonly inputs: MethodInputs;
}

async function prepare(method: Method, dataset: Dataset = tissue): Promise<Made> {
  const given = shorter[method.name] ?? {};
  const { options } = chooseMethod({ method: method.name, given: { ...given } });
  const needs = method.needs(options);
  const config = settingsFor({ domains, threads: 1, method: method.name });
  const { artifacts } = await run(dataset, artifactsOf(needs), coreSteps, context(config));
  return { options, inputs: methodInputs(needs, artifacts) };
}

interface Given {
  readonly seed?: number;
  readonly threads?: number;
  readonly resume?: unknown;
  readonly signal?: AbortSignal;
  readonly save?: (state: unknown, final: boolean) => Promise<void>;
  readonly engine?: () => Promise<Engine>;
  readonly report?: Report;
}

function embed(method: Method, { options, inputs }: Made, given: Given = {}): Promise<Embedded> {
  const { seed = 3, threads = 1, resume, signal, report = silent, save = async () => undefined } = given;
  const task = createTask("embeddings", { report, ...(signal ? { signal } : {}) });
  const work = { method: method.name, options, inputs, seed, domains, resume };
  return embedSeed(work, { engine: () => nativeEngine({ threads }), task, save });
}

const arraysOf = ({ primary, others, labels }: Embedded) => [
  ...[primary, ...Object.values(others)].map(({ values }) => values),
  ...(labels ? [labels] : []),
];
const bytesOf = (embedded: Embedded) =>
  arraysOf(embedded).map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex"));

/** Columns of labels that fail the test when one of them is read. */
class Unread extends Map<string, Column> {
  override get(name: string): Column | undefined {
    throw new Error(`the column ${name} was read`);
  }
  override [Symbol.iterator](): MapIterator<[string, Column]> {
    throw new Error("the columns were read");
  }
  override entries(): MapIterator<[string, Column]> {
    throw new Error("the columns were read");
  }
  override values(): MapIterator<Column> {
    throw new Error("the columns were read");
  }
}

describe.each(allMethods().map((method) => [method.name, method] as const))("the method %s", (name, method) => {
  let made: Made;
  let whole: Embedded;

  beforeAll(async () => {
    made = await prepare(method);
    whole = await embed(method, made);
  });

  test("embeds every cell in finite numbers, under names that its entry declares", () => {
    expect(whole.primary.rows).toBe(cells);
    for (const [other, { rows }] of Object.entries(whole.others)) {
      expect(Object.keys(method.embeddings.others)).toContain(other);
      expect(rows).toBe(cells);
    }
    for (const values of arraysOf(whole)) expect(values.every(Number.isFinite)).toBe(true);
    expect(whole.stoppedEarly).toBe(false);
  });

  test("assigns every cell to a domain where it is said to, and none elsewhere", async () => {
    expect(whole.labels !== undefined).toBe(method.assignsDomains === true);
    if (!whole.labels) return;
    expect(method.clustering?.(made.options)).toEqual({ name: "labels" });
    expect(whole.labels).toHaveLength(cells);
    expect(whole.labels.every((label) => label >= 0)).toBe(true);
    expect(new Set(whole.labels).size).toBeGreaterThan(1);
    expect(new Set(whole.labels).size).toBeLessThanOrEqual(2 * domains);
  });

  test("names a refinement that there is, and preprocessing that the run can make, where they are its own", async () => {
    const refinement = method.refinement?.(made.options, whole.settled);
    const labels = Int32Array.from({ length: cells }, (_, i) => i % domains);
    if (refinement) {
      expect(await refineOwn(labels, { positions: tissue.positions }, refinement)).toHaveLength(cells);
    }
    const settings = () => settingsFor({ domains, threads: 1, method: method.name, inputs: "own" });
    if (!method.ownInputs) {
      expect(settings).toThrow(/--inputs own: expected a method with preprocessing of its own/);
      return;
    }
    const needs = artifactsOf(method.needs(made.options));
    await expect(run(tissue, needs, coreSteps, context(settings()))).resolves.toBeDefined();
  });

  test("names its embeddings as cellscape's own, so that a later run replaces them", () => {
    const { primary, others } = method.embeddings;
    for (const { key } of [primary, ...Object.values(others)]) expect(key).toMatch(/^X_cellscape(_|$)/);
  });

  test("gives the same bytes for the same seed, and others for another where it depends on the seed", async () => {
    expect(bytesOf(await embed(method, made))).toEqual(bytesOf(whole));
    const other = bytesOf(await embed(method, made, { seed: 4 }));
    if (method.seeded) expect(other).not.toEqual(bytesOf(whole));
    else expect(other).toEqual(bytesOf(whole));
  });

  test("gives the same bytes for any number of threads", async () => {
    expect(bytesOf(await embed(method, made, { threads: 2 }))).toEqual(bytesOf(whole));
  });

  test("counts the training steps that it plans, and one loss of each name per step", () => {
    const plan = method.plan(inputSizeOf(made.inputs), made.options);
    expect(plan.units).toBeGreaterThanOrEqual(Math.max(1, plan.steps));
    const lengths = Object.values(whole.losses).map(({ length }) => length);
    expect(lengths.every((length) => length === lengths[0])).toBe(true);
    for (const length of lengths) {
      if (plan.endsEarly) expect(length).toBeLessThanOrEqual(plan.steps);
      else expect(length).toBe(plan.steps);
    }
    expect(lengths.length > 0).toBe(plan.steps > 0);
  });

  test("reports its progress in whole training steps, and nothing before the first of them", async () => {
    const plan = method.plan(inputSizeOf(made.inputs), made.options);
    const reported: number[] = [];
    const progress = seedProgress(
      (each) => {
        if (each.kind === "advance") reported.push(each.done);
      },
      { step: "embeddings", seed: 3, seeds: 1 },
      plan,
    );
    const atStates: (number | undefined)[] = [];
    const save = async () => {
      atStates.push(reported.at(-1));
    };
    await embed(method, made, { report: progress.report(0), save });
    expect(reported.filter((done) => !Number.isInteger(done) || done > plan.units)).toEqual([]);
    expect(atStates).toEqual(atStates.map((_, step) => step + 1));
  });

  test("plans memory that holds its result, grows with the cells and stays within reason", () => {
    const size = inputSizeOf(made.inputs);
    const { memory } = method.plan(size, made.options);
    const bytes = arraysOf(whole).reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(memory.result).toBeGreaterThanOrEqual(0.5 * bytes);
    expect(memory.result).toBeLessThan(4 * bytes);
    expect(memory.working).toBeLessThan(1e9);
    const larger = method.plan({ ...size, cells: 50 * cells, entries: 50 * size.entries }, made.options).memory;
    expect(larger.result).toBeGreaterThan(memory.result);
    expect(larger.working).toBeGreaterThanOrEqual(memory.working);
    for (const { options } of method.lighter?.({ ...size, cells: 100_000 }, made.options) ?? []) {
      const planned = (given: object) => method.plan({ ...size, cells: 100_000 }, given).memory.working;
      expect(planned({ ...made.options, ...options })).toBeLessThanOrEqual(planned(made.options));
    }
  });

  test("ends soon once the signal fires: cancelled, or with what is there", async () => {
    const controller = new AbortController();
    let states = 0;
    const save = async () => {
      states++;
      controller.abort();
    };
    const trains = Object.keys(whole.losses).length > 0;
    if (!trains) controller.abort();
    const ended = await embed(method, made, { signal: controller.signal, save }).then(
      ({ stoppedEarly }) => (stoppedEarly ? "stopped early" : "finished"),
      (error: unknown) => (error instanceof CellScapeError ? error.code : "another error"),
    );
    expect(trains ? ["stopped early"] : ["cancelled", "finished"]).toContain(ended);
    expect(states).toBeLessThanOrEqual(1);
  });

  test("goes on from any state that it saved with the same bytes", async () => {
    const states: unknown[] = [];
    await embed(method, made, {
      save: async (state) => {
        states.push(structuredClone(state));
      },
    });
    const [steps = []] = Object.values(whole.losses);
    expect(states.length).toBe(steps.length);
    for (const state of states.slice(0, 2)) {
      expect(bytesOf(await embed(method, made, { resume: state }))).toEqual(bytesOf(whole));
    }
  });

  test("refuses options that it does not have and values that they may not take", () => {
    const choose = (given: Readonly<Record<string, unknown>>, preset = "default") =>
      chooseMethod({ method: name, preset, given });
    expect(() => choose({ frobnicate: 1 })).toThrow(/expected one of its options.*got frobnicate/);
    expect(() => choose({}, "frobnicate")).toThrow(/--preset: expected one of .*default.*got frobnicate/);
    for (const preset of Object.keys(method.presets)) expect(() => choose({}, preset)).not.toThrow();
    for (const option of Object.keys(method.options.table)) {
      expect(method.options.table[option].safeParse({}).success, option).toBe(false);
    }
  });

  test("refuses a spatial graph of other cells, where it reads one", async () => {
    const { graph } = made.inputs;
    if (!method.needs(made.options).includes("graph")) return;
    const short = { ...made, inputs: { ...made.inputs, graph: { ...graph, starts: graph.starts.slice(0, -1) } } };
    await expect(embed(method, short)).rejects.toThrow(expect.objectContaining({ code: "bad-shape" }));
  });

  test("reads no label of the file", async () => {
    expect(tissue.obs.columns.size).toBeGreaterThan(0);
    const unread = { ...tissue, obs: { ...tissue.obs, columns: new Unread(tissue.obs.columns) } };
    const { inputs } = await prepare(method, unread);
    expect(bytesOf(await embed(method, { ...made, inputs }))).toEqual(bytesOf(whole));
  });

  test("has words for results", () => {
    const facts = { options: made.options, embedded: [whole], cells, components: 10 };
    const cited: string[] = [];
    const sentences = method.words.paragraph({ ...facts, noun: { one: "cell", many: "cells" } }, (...works) => {
      cited.push(...works);
      return "[1]";
    });
    expect(sentences.join(" ")).toMatch(/^[A-Z].*\.$/s);
    expect(cited.every((work) => /\(\d{4}\)/.test(work))).toBe(true);
    expect(method.words.lead(made.options)).not.toMatch(/[.]$/);
    expect(method.summary.length).toBeGreaterThan(10);
  });
});
