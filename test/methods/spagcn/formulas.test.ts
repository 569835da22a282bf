import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { Engine } from "../../../src/engine/engine.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { wasmEngine } from "../../../src/engine/web.ts";
import { evaluationOf, stepOf } from "../../../src/methods/spagcn/network.ts";
import { searchResolution } from "../../../src/methods/spagcn/searchResolution.ts";
import { fitPhases } from "../../../src/nn/fit.ts";
import { sgd } from "../../../src/nn/optimizers.ts";
import {
  assigned,
  carriedAssignment,
  certainly,
  groupMeans,
  selfTraining,
  sharpened,
} from "../../../src/nn/selfTraining.ts";
import { createStepper, firstState } from "../../../src/nn/stepper.ts";
import { kernelLength, kernelProduct } from "../../../src/spatial/gaussianKernel.ts";
import { expectClose } from "../close.ts";

const fixture = JSON.parse(readFileSync("fixtures/methods/spagcn.json", "utf8"));
const matrix = (rows: number[][]): Matrix => ({
  ...{ rows: rows.length, columns: rows[0].length },
  values: Float64Array.from(rows.flat()),
});
const floats = (rows: number[][]) => Float32Array.from(rows.flat());
const positions = matrix(fixture.positions);
const rows = matrix(fixture.rows);
const labels = Int32Array.from(fixture.labels as number[]);
const clusters = 3;
const size = { cells: rows.rows, columns: rows.columns, clusters };
const parameters = Float32Array.from([...fixture.weight.flat(), ...fixture.bias]);
const mixed = floats(fixture.product);
const centres = floats(fixture.centres);
const engines: [string, () => Promise<Engine>][] = [
  ["native", () => nativeEngine({ threads: 1 })],
  ["wasm", () => wasmEngine()],
  ["reference", async () => referenceEngine],
];

test("the length of the kernel is found by the same bisection, and the kernel leaves out weights below a millionth only", async () => {
  const length = await kernelLength(positions, 0.5);
  expect(length).toBeCloseTo(fixture.length, 6);
  expectClose((await kernelProduct(rows, positions, length)).values, fixture.product.flat(), 1e-5);
});

test("a finer unit of the positions only scales the length, also beyond the interval", async () => {
  const finer = { ...positions, values: positions.values.map((value) => 1024 * value) };
  const [coarse, fine] = [await kernelLength(positions, 0.5), await kernelLength(finer, 0.5)];
  expect(fine / 1024 / coarse).toBeGreaterThan(0.97);
  expect(fine / 1024 / coarse).toBeLessThan(1.03);
});

test("where half of the cells lie at one place, no length gives so little weight", async () => {
  const values = positions.values.map((value, e) => (e < positions.values.length / 2 ? 0 : value));
  await expect(kernelLength({ ...positions, values }, 0.5)).rejects.toThrow(/kernel: expected positions at which/);
});

test("cells of other sections have no weight", async () => {
  const sections = Int32Array.from({ length: rows.rows }, (_, i) => i);
  expect((await kernelProduct(rows, positions, 100, { sections })).values).toEqual(rows.values);
});

describe.each(engines)("SpaGCN on the engine %s", (_, engineOf) => {
  test("has embedding, assignments, target and loss of the formulas, and moves along their gradients", async () => {
    const engine = await engineOf();
    const evaluation = await engine.compile({ ...evaluationOf(size) });
    const { z, q } = await evaluation.run({ parameters, mixed, centres });
    expectClose(z, fixture.embedding.flat());
    expectClose(q, fixture.once.assignments.flat());
    expectClose(groupMeans(matrix(fixture.embedding), labels, clusters), fixture.centres.flat());
    const target = sharpened(q as Float32Array, clusters);
    expectClose(target, fixture.once.target.flat());
    await evaluation.release();

    const program = stepOf(size, sgd());
    const start = firstState(program, { parameters, [carriedAssignment]: certainly(labels, clusters) });
    const stepper = await createStepper(engine, program, { start });
    const { assignment } = await stepper.step({ mixed, centres, target }, 1);
    expect(assignment).toBeCloseTo(fixture.once.loss, 5);
    const { weight, bias } = fixture.once.gradients;
    const moved = parameters.map((before, e) => before - stepper.state.arrays.parameters[e]);
    expectClose(moved, [...weight.flat(), ...bias], 3e-4);
    await stepper.release();
  });

  test("takes the same course over ten steps: losses, clusters and parameters", async () => {
    const engine = await engineOf();
    const program = stepOf(size);
    const start = firstState(program, { parameters, [carriedAssignment]: certainly(labels, clusters) });
    const stepper = await createStepper(engine, program, { start });
    const evaluation = await engine.compile({ ...evaluationOf(size) });
    const found: number[][] = [];
    const phase = selfTraining({
      ...{ stepper, clusters, epochs: 10, learningRate: 0.05, every: 3, tolerance: 0, rng: createRandom(0) },
      feeds: () => ({ mixed, centres }),
      assign: async (now) => (await evaluation.run({ parameters: now, mixed, centres })).q as Float32Array,
    });
    const { losses } = await fitPhases([phase], {
      steppers: { network: stepper },
      onState: ({ steppers }) => {
        found.push([...assigned(steppers.network.arrays[carriedAssignment], clusters)]);
      },
    });
    expectClose(
      losses[0].map(({ assignment }) => assignment),
      fixture.course.losses,
      1e-3,
    );
    expect(found).toEqual(fixture.course.clusters);
    const { weight, bias } = fixture.course.parameters;
    expectClose(stepper.state.arrays.parameters, [...weight.flat(), ...bias], 1e-3);
    await stepper.release();
    await evaluation.release();
  });
});

test("training ends after the second epoch and every third one from then on, when few cells moved", async () => {
  const phase = selfTraining({
    ...{ stepper: undefined as never, clusters, epochs: 200, learningRate: 1, every: 3, tolerance: 0.005 },
    ...{ rng: createRandom(0), feeds: () => ({}), assign: async () => new Float32Array(0) },
  });
  const ends = (epochs: number, moved: number) => phase.stop?.({ epochs, losses: [{ moved }], refreshed: {} });
  expect([1, 2, 3, 4, 5, 6, 7, 8].filter((epochs) => ends(epochs, 0.004))).toEqual([2, 5, 8]);
  expect(ends(8, 0.005)).toBe(false);
});

test("the search moves while the number stays on one side, and halves its step where it comes out on the other", async () => {
  const tried: number[] = [];
  const found = await searchResolution(5, async (resolution) => {
    tried.push(Number(resolution.toFixed(4)));
    if (resolution < 0.84) return 3;
    return resolution < 0.86 ? 5 : 7;
  });
  expect(tried).toEqual([0.7, 0.8, 0.9, 0.85]);
  expect(found).toBeCloseTo(0.85, 10);
  const missed: number[] = [];
  await searchResolution(5, async (resolution) => {
    missed.push(resolution);
    return resolution < 0.84 ? 3 : 7;
  });
  expect(missed).toHaveLength(11);
});
