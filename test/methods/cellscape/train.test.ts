import { describe, expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Graph } from "../../../src/data/graph.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { type CellScapeOptions, presets } from "../../../src/methods/cellscape/options.ts";
import { type Trained, type TrainingData, train } from "../../../src/methods/cellscape/train.ts";
import { tissue } from "./tissue.ts";

const engine = await nativeEngine();

const small: Partial<CellScapeOptions> = { epochs: 6, hidden: 16, spatialSize: 8, jointSize: 8, intrinsicSize: 4 };
const settingsOf = (name: "default" | "paper", more: Partial<CellScapeOptions> = {}): CellScapeOptions => ({
  ...presets[name].options,
  ...small,
  ...more,
});
const run = (data: TrainingData, settings: CellScapeOptions, seed = 0) =>
  train(data, settings, engine, { rng: createRandom(seed) });
const bytes = ({ spatial, intrinsic, fused, losses }: Trained) =>
  JSON.stringify([spatial, intrinsic, fused].map((matrix) => Array.from(matrix?.values ?? []))) +
  JSON.stringify(losses);

describe.each(["default", "paper"] as const)("the %s preset", (name) => {
  test("brings every loss down", async () => {
    const { losses } = await run(tissue(12, 10), settingsOf(name, { epochs: 40 }));
    const mean = (key: string, from: number) =>
      losses.slice(from, from + 8).reduce((total, epoch) => total + (epoch[key] ?? 0), 0);
    expect(losses).toHaveLength(40);
    expect(mean("reconstruction", 32)).toBeLessThan(mean("reconstruction", 0));
    expect(mean("contrast", 32)).toBeLessThan(mean("contrast", 0));
    if (name === "default") expect(mean("intrinsic", 32)).toBeLessThan(mean("intrinsic", 0));
    else expect(losses[0].intrinsic).toBeUndefined();
  });

  test("gives the same bytes for the same seed, and others for another", async () => {
    const data = tissue(7, 10);
    const first = bytes(await run(data, settingsOf(name)));
    expect(bytes(await run(data, settingsOf(name)))).toBe(first);
    expect(bytes(await run(data, settingsOf(name), 1))).not.toBe(first);
  });

  test("leaves its input as it was", async () => {
    const data = tissue(6, 10);
    const before = structuredClone(data);
    await run(data, settingsOf(name, { epochs: 2 }));
    expect(data).toEqual(before);
  });

  test("spatial-only has no intrinsic embedding, and needs neither expression nor gene map", async () => {
    const { input, graph } = tissue(6, 10);
    const { spatial, intrinsic, fused } = await run({ input, graph }, settingsOf(name, { variant: "spatial-only" }));
    expect(intrinsic).toBeUndefined();
    expect([spatial.rows, spatial.columns, spatial.values.length]).toEqual([36, 8, 288]);
    expect(fused.columns).toBe(8);
  });
});

test("in batches too every loss comes down, and z_spatial becomes that of the full graph", async () => {
  const data = tissue(16, 10);
  const settings = settingsOf("default", { epochs: 20 });
  const { losses, spatial } = await run(data, { ...settings, batch: 64 });
  // Four batches a pass.
  expect(losses).toHaveLength(80);
  for (const name of ["reconstruction", "contrast", "intrinsic"] as const) {
    const ofPasses = (from: number) =>
      losses.slice(4 * from, 4 * from + 20).reduce((all, step) => all + (step[name] ?? 0), 0);
    expect(ofPasses(15)).toBeLessThan(ofPasses(0));
  }
  const whole = await run(data, { ...settings, epochs: 80 });
  const start = await run(data, { ...settings, epochs: 0 });
  const near = correlation(spatial.values, whole.spatial.values);
  expect(near).toBeGreaterThan(correlation(start.spatial.values, whole.spatial.values));
  expect(near).toBeGreaterThan(0.95);
});

test("before the first epoch the component start is almost the input averaged twice over neighbours", async () => {
  const data = tissue(8, 6);
  const { spatial } = await run(data, settingsOf("default", { epochs: 0, inputPower: 0.01 }));
  const twice = average(average(data.input, data.graph), data.graph);
  // The scale of the input, and ELU's bend, which is small for small values, are all that is between them.
  expect(correlation(leading(spatial, 6), twice.values)).toBeGreaterThan(0.999);
});

test("in the decoupled design z_spatial does not depend on the intrinsic branch", async () => {
  const data = tissue(6, 10);
  const full = await run(data, settingsOf("default"));
  const alone = await run(data, settingsOf("default", { variant: "spatial-only" }));
  expect(full.spatial.values).toEqual(alone.spatial.values);
});

test("the order of the cells does not matter to a model that has not been trained", async () => {
  const data = tissue(5, 6);
  const settings = settingsOf("paper", { variant: "spatial-only", epochs: 0 });
  const { spatial } = await run(data, settings);
  const order = createRandom(3).permutation(25);
  const moved = await run({ input: reorder(data.input, order), graph: reorderGraph(data.graph, order) }, settings);
  moved.spatial.values.forEach((value, e) => {
    expect(value).toBeCloseTo(spatial.values[order[Math.floor(e / 8)] * 8 + (e % 8)], 5);
  });
});

test("maps wider than twelve genes are folded, and train like others", async () => {
  const { losses, intrinsic } = await run(tissue(7, 150), settingsOf("default", { epochs: 15 }));
  expect(intrinsic?.values.every(Number.isFinite)).toBe(true);
  expect(losses[14].intrinsic).toBeLessThan(losses[0].intrinsic ?? 0);
});

test("an abort ends training after the epoch under way and returns the model as it is", async () => {
  const abort = new AbortController();
  const seen: number[] = [];
  const data = tissue(6, 10);
  const { losses, stoppedEarly, spatial } = await train(data, settingsOf("default"), engine, {
    rng: createRandom(0),
    signal: abort.signal,
    onStep(step) {
      seen.push(step);
      if (step === 2) abort.abort();
    },
  });
  expect([seen, losses.length, stoppedEarly]).toEqual([[1, 2], 2, true]);
  const shorter = await run(data, settingsOf("default", { epochs: 2 }));
  expect(spatial.values).toEqual(shorter.spatial.values);
  expect(shorter.stoppedEarly).toBe(false);
});

test("two cells, cells without neighbours and cells without expression are embedded too", async () => {
  const pair = { starts: Uint32Array.of(0, 1, 2), targets: Uint32Array.of(1, 0), lengths: Float32Array.of(1, 1) };
  const alone = { starts: Uint32Array.of(0, 0, 0), targets: new Uint32Array(0), lengths: new Float32Array(0) };
  for (const graph of [pair, alone]) {
    const input = { rows: 2, columns: 3, values: Float32Array.of(1, 2, 3, 0, 0, 0) };
    const { spatial, losses } = await run({ input, graph }, settingsOf("default", { variant: "spatial-only" }));
    expect(spatial.values.every(Number.isFinite)).toBe(true);
    expect(losses.every(({ contrast }) => Number.isFinite(contrast))).toBe(true);
  }
});

describe("errors name what is wrong", () => {
  const data = tissue(5, 6);
  test.each([
    [
      "a hidden width that heads do not divide",
      data,
      { hidden: 18 },
      "bad-option",
      /hidden.*multiple of heads \(4\).*18/,
    ],
    ["no gene map", { ...data, geneMap: undefined }, {}, "bad-shape", /geneMap.*spatial-only/],
    [
      "a graph of other cells",
      { ...data, graph: tissue(4, 6).graph },
      {},
      "bad-shape",
      /graph: expected \[cells=25\], got \[16\]/,
    ],
    [
      "an edge from one end only",
      { ...data, graph: oneWay(data.graph) },
      {},
      "bad-data",
      /both ends.*got 0 -> 1 without 1 -> 0/,
    ],
    [
      "input that is not finite",
      { ...data, input: { ...data.input, values: data.input.values.map(() => Number.NaN) } },
      {},
      "bad-data",
      /finite/,
    ],
  ])("%s", async (_, given, more, code, message) => {
    const { geneMap, ...rest } = given;
    const failed = run(geneMap ? { ...rest, geneMap } : rest, settingsOf("default", more));
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toSatisfy((error) => error instanceof CellScapeError && error.code === code);
  });
});

/** The graph without the edge from cell 1 to its first neighbour, cell 0. */
function oneWay({ starts, targets }: Graph): Graph {
  const gone = starts[1];
  return {
    starts: starts.map((start, i) => (i > 1 ? start - 1 : start)),
    targets: targets.filter((_, e) => e !== gone),
    lengths: new Float32Array(targets.length - 1),
  };
}

function average({ rows, columns, values }: Matrix, { starts, targets }: Graph): Matrix {
  const result = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) {
    const near = [i, ...targets.subarray(starts[i], starts[i + 1])];
    for (const j of near)
      for (let u = 0; u < columns; u++) result[i * columns + u] += values[j * columns + u] / near.length;
  }
  return { rows, columns, values: result };
}

const leading = ({ rows, columns, values }: Matrix, count: number) =>
  Float64Array.from({ length: rows * count }, (_, e) => values[Math.floor(e / count) * columns + (e % count)]);

/** Cosine of two arrays as vectors. */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let e = 0; e < a.length; e++) {
    ab += a[e] * b[e];
    aa += a[e] * a[e];
    bb += b[e] * b[e];
  }
  return ab / Math.sqrt(aa * bb);
}

function reorder({ rows, columns, values }: Matrix, order: Uint32Array): Matrix {
  const moved = Float32Array.from(values, (_, e) => values[order[Math.floor(e / columns)] * columns + (e % columns)]);
  return { rows, columns, values: moved };
}

function reorderGraph({ starts, targets }: Graph, order: Uint32Array): Graph {
  const place = new Map(Array.from(order, (cell, at) => [cell, at]));
  const lists = Array.from(order, (cell) =>
    Array.from(targets.subarray(starts[cell], starts[cell + 1]), (j) => place.get(j) ?? -1).sort((a, b) => a - b),
  );
  const moved = new Uint32Array(starts.length);
  lists.forEach((list, i) => {
    moved[i + 1] = moved[i] + list.length;
  });
  return { starts: moved, targets: Uint32Array.from(lists.flat()), lengths: new Float32Array(targets.length) };
}
