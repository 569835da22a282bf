import { describe, expect, test } from "vitest";
import { silentTask } from "../../../src/core/task.ts";
import type { Values } from "../../../src/engine/engine.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { principalComponents } from "../../../src/math/linearAlgebra/pca.ts";
import { graphst } from "../../../src/methods/graphst/method.ts";
import { encode, graphstLosses, graphstParameters } from "../../../src/methods/graphst/network.ts";
import { type GraphstOptions, presets } from "../../../src/methods/graphst/options.ts";
import { reconstruction, unitRows } from "../../../src/methods/graphst/reconstruction.ts";
import { graphstStep } from "../../../src/methods/graphst/step.ts";
import { graphstTissue } from "../../../src/methods/graphst/tissue.ts";
import type { MethodInputs } from "../../../src/methods/inputs.ts";
import { inCellOrder } from "../../../src/nn/network/networkFeeds.ts";
import { views } from "../../../src/nn/parameters.ts";
import { createStepper, firstState } from "../../../src/nn/stepper.ts";
import { gradients } from "../../../src/tensor/grad.ts";
import { add } from "../../../src/tensor/ops.ts";
import { input } from "../../../src/tensor/tensor.ts";
import {
  allowedApart,
  apart,
  type EndOfTraining,
  endOfTraining,
  engines,
  flat,
  methodFixture,
  reordered,
  sparseOf,
} from "../fidelity.ts";

/** A file of scripts/reference/graphst.py. */
interface Fixture {
  readonly platform: "spots" | "slide";
  readonly cells: number;
  readonly genes: number;
  readonly size: number;
  readonly nearest: number;
  readonly log: number[];
  readonly positions: number[];
  readonly x: number[];
  readonly initial: Record<string, number[]>;
  readonly orders: number[][];
  readonly reconstruction: number[];
  readonly contrast: number[];
  readonly gradients: Record<string, number[]>;
  readonly after: Record<string, number[]>;
  readonly components: number[];
  readonly end: EndOfTraining &
    Readonly<Record<"reconstruction" | "contrast", { readonly mean: number; readonly sd: number }>>;
}

async function prepare(platform: string) {
  const fixture = methodFixture<Fixture>(`graphst-${platform}`);
  const { cells: n, genes, size, nearest } = fixture;
  const options: GraphstOptions = { ...presets.default.options, size, nearest, platform: fixture.platform };
  const positions = { rows: n, columns: 2, values: Float64Array.from(fixture.positions) };
  const data: Partial<MethodInputs> = { expression: sparseOf(fixture.log, n), positions, samples: undefined };
  const tissue = await graphstTissue(data as MethodInputs, options, silentTask);
  const { order } = tissue.arranged;
  const rowOf = new Int32Array(n);
  for (const [row, cell] of order.entries()) rowOf[cell] = row;
  /** A shuffle of cells as one of rows. */
  const shuffle = (cells: readonly number[]): Record<string, Values> => {
    const taken = Int32Array.from(order, (cell) => rowOf[cells[cell]]);
    const places = new Int32Array(n);
    taken.forEach((row, place) => {
      places[row] = place;
    });
    return { order: taken, places };
  };
  return { fixture, data, options, tissue, shuffle, parameters: graphstParameters(genes, options) };
}

describe.each(["spots", "slide"])("GraphST for %s", (platform) => {
  test.each(engines)("has the losses and gradients of its formulas in PyTorch, on %s", async (_, engineOf) => {
    const { fixture, options, tissue, shuffle, parameters } = await prepare(platform);
    const n = fixture.cells;
    const weights = Object.fromEntries(parameters.map(({ name, shape }) => [name, input(name, shape)]));
    const shuffled = { order: input("order", [n], "int32"), places: input("places", [n, 1], "int32") };
    const losses = graphstLosses(tissue.inputs, shuffled, weights, options);
    const names = Object.keys(weights);
    const slopes = gradients(add(losses.reconstruction, losses.contrast), Object.values(weights));
    const outputs = { ...losses, ...Object.fromEntries(names.map((each, at) => [`d ${each}`, slopes[at]])) };
    const executable = await (await engineOf()).compile(outputs);
    const initial = names.map((each): [string, Float32Array] => [each, Float32Array.from(fixture.initial[each])]);
    const feeds = { ...tissue.feeds, ...shuffle(fixture.orders[0]), ...Object.fromEntries(initial) };
    const found = await executable.run(feeds);
    expect(apart(tissue.feeds.x, reordered(fixture.x, tissue.arranged.order))).toBeLessThan(1e-6);
    expect(apart(found.reconstruction, fixture.reconstruction.slice(0, 1))).toBeLessThan(1e-4);
    expect(apart(found.contrast, fixture.contrast.slice(0, 1))).toBeLessThan(1e-4);
    for (const each of names) expect(apart(found[`d ${each}`], fixture.gradients[each])).toBeLessThan(1e-4);
    await executable.release();
  });

  test("follows ten steps with the same shuffles, and has the principal components of the reconstruction", async () => {
    const { fixture, options, tissue, shuffle, parameters } = await prepare(platform);
    const names = parameters.map(({ name }) => name);
    const engine = await nativeEngine({ threads: 1 });
    const program = graphstStep(tissue.inputs, options);
    const start = firstState(program, { parameters: flat(fixture.initial, names) });
    const stepper = await createStepper(engine, program, { start });
    const found: Readonly<Record<string, number>>[] = [];
    for (const cells of fixture.orders) found.push(await stepper.step({ ...tissue.feeds, ...shuffle(cells) }, 1e-3));
    expect(
      apart(
        found.map((step) => step.reconstruction),
        fixture.reconstruction,
      ),
    ).toBeLessThan(1e-3);
    expect(
      apart(
        found.map((step) => step.contrast),
        fixture.contrast,
      ),
    ).toBeLessThan(1e-3);
    const trained = stepper.state.arrays.parameters;
    expect(apart(trained, flat(fixture.after, names))).toBeLessThan(1e-3);

    const own = views(trained, parameters);
    const weights = Object.fromEntries(parameters.map(({ name, shape }) => [name, input(name, shape)]));
    const evaluation = await engine.compile({ y: encode(tissue.inputs, weights) });
    const { y } = await evaluation.run({ ...tissue.feeds, ...own });
    const weight = { rows: fixture.size, columns: fixture.genes, values: own.second };
    const whole = reconstruction(inCellOrder(y, tissue.arranged.order), weight);
    expect(whole.columns).toBe(fixture.size);
    const { scores } = await principalComponents(platform === "slide" ? unitRows(whole) : whole, 4);
    expect(apart(scores.values.map(Math.abs), fixture.components)).toBeLessThan(2e-3);
    await Promise.all([stepper.release(), evaluation.release()]);
  });

  test("ends at the losses of the formulas, trained from random starts", async () => {
    const { fixture, data, options } = await prepare(platform);
    const found = await endOfTraining(graphst, data, { ...options, epochs: fixture.end.epochs }, fixture.end);
    for (const name of ["reconstruction", "contrast"] as const) {
      const { mean, sd } = fixture.end[name];
      expect(Math.abs(found[name] - mean)).toBeLessThan(allowedApart(sd, fixture.end));
    }
  });
});
