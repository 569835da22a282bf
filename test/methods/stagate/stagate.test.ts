import { describe, expect, test } from "vitest";
import { silentTask } from "../../../src/core/task.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import type { MethodInputs } from "../../../src/methods/inputs.ts";
import { stagate } from "../../../src/methods/stagate/method.ts";
import { decoderTies, encode, reconstructionLoss, stagateParameters } from "../../../src/methods/stagate/network.ts";
import { presets, type StagateOptions } from "../../../src/methods/stagate/options.ts";
import { stagateStep } from "../../../src/methods/stagate/step.ts";
import { stagateTissue } from "../../../src/methods/stagate/tissue.ts";
import { createStepper, firstState } from "../../../src/nn/stepper.ts";
import { gradients } from "../../../src/tensor/grad.ts";
import { input, type Tensor } from "../../../src/tensor/tensor.ts";
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

/** A file of scripts/reference/stagate.py. */
interface Fixture {
  readonly cells: number;
  readonly genes: number;
  readonly hidden: number;
  readonly size: number;
  readonly x: number[];
  readonly positions: number[];
  readonly radius: number;
  readonly initial: Record<string, number[]>;
  readonly z: number[];
  readonly gradients: Record<string, number[]>;
  readonly losses: number[];
  readonly after: Record<string, number[]>;
  readonly end: EndOfTraining & { readonly mean: number; readonly sd: number };
}

async function prepare(name: string) {
  const fixture = methodFixture<Fixture>(`stagate-${name}-genes`);
  const { cells: n, genes, hidden, size, radius } = fixture;
  const options: StagateOptions = { ...presets.default.options, hidden, size, reach: radius };
  const positions = { rows: n, columns: 2, values: Float64Array.from(fixture.positions) };
  const data: Partial<MethodInputs> = { expression: sparseOf(fixture.x, n), positions, samples: undefined };
  const tissue = await stagateTissue(data as MethodInputs, options, silentTask);
  return { fixture, data, options, tissue, parameters: stagateParameters(genes, options) };
}

describe.each(["few", "many"])("STAGATE on %s genes beside its hidden units", (name) => {
  test.each(engines)("has the embedding, loss and gradients of its formulas in PyTorch, on %s", async (_, engineOf) => {
    const { fixture, tissue, parameters } = await prepare(name);
    const shapes = Object.fromEntries(parameters.map(({ name: own, shape }) => [own, shape]));
    const own: [string, Tensor][] = parameters.map((each) => [each.name, input(each.name, each.shape)]);
    const tied = Object.entries(decoderTies).map(([tie, of]): [string, Tensor] => [tie, input(tie, shapes[of])]);
    const weights = Object.fromEntries([...own, ...tied]);
    const encoded = encode(tissue.inputs, weights);
    const loss = reconstructionLoss(tissue.inputs, weights, encoded);
    const names = Object.keys(weights);
    const slopes = gradients(loss, Object.values(weights));
    const outputs = { z: encoded.z, loss, ...Object.fromEntries(names.map((each, at) => [`d ${each}`, slopes[at]])) };
    const executable = await (await engineOf()).compile(outputs);
    const initial: [string, Float32Array][] = names.map((each) => {
      const from = each in decoderTies ? decoderTies[each as keyof typeof decoderTies] : each;
      return [each, Float32Array.from(fixture.initial[from])];
    });
    const found = await executable.run({ ...tissue.feeds, ...Object.fromEntries(initial) });
    expect(apart(found.z, reordered(fixture.z, tissue.arranged.order))).toBeLessThan(1e-4);
    expect(apart(found.loss, [fixture.losses[0]])).toBeLessThan(1e-4);
    for (const each of names) expect(apart(found[`d ${each}`], fixture.gradients[each])).toBeLessThan(1e-4);
    await executable.release();
  });

  test("follows ten steps of two Adam updates each, with clipped gradients", async () => {
    const { fixture, options, tissue, parameters } = await prepare(name);
    const names = parameters.map((each) => each.name);
    const program = stagateStep(tissue.inputs, options);
    const start = firstState(program, { parameters: flat(fixture.initial, names) });
    const stepper = await createStepper(await nativeEngine({ threads: 1 }), program, { start });
    const losses: number[] = [];
    for (const _ of fixture.losses) losses.push((await stepper.step(tissue.feeds, 1e-3)).reconstruction);
    expect(apart(losses, fixture.losses)).toBeLessThan(1e-3);
    expect(apart(stepper.state.arrays.parameters, flat(fixture.after, names))).toBeLessThan(1e-3);
    await stepper.release();
  });

  test("ends at the loss of the formulas, trained from random starts", async () => {
    const { fixture, data, options } = await prepare(name);
    const { mean, sd, epochs } = fixture.end;
    const { reconstruction } = await endOfTraining(stagate, data, { ...options, epochs }, fixture.end);
    expect(Math.abs(reconstruction - mean)).toBeLessThan(allowedApart(sd, fixture.end));
  });
});

test("STAGATE joins no cells at one place, and leaves cells alone that have none within the radius", async () => {
  const { tissue, fixture } = await prepare("few");
  const { order, graph } = tissue.arranged;
  const rowOf = (cell: number) => order.indexOf(cell);
  const near = (cell: number) => {
    const row = rowOf(cell);
    return Array.from(graph.targets.subarray(graph.starts[row], graph.starts[row + 1]), (at) => order[at]).sort();
  };
  const twins = [fixture.cells - 2, fixture.cells - 1];
  expect(near(twins[0])).not.toContain(twins[1]);
  expect(near(twins[0])).toEqual(near(twins[1]));
  expect(near(0)).toEqual([]);
});
