import { describe, expect, test } from "vitest";
import { encode } from "../../../src/methods/spaceflow/network.ts";
import { objective, spaceflowStep } from "../../../src/methods/spaceflow/step.ts";
import type { StepLosses } from "../../../src/nn/fit.ts";
import { convolutionGraph } from "../../../src/nn/graphConvolution.ts";
import { views } from "../../../src/nn/parameters.ts";
import { createStepper, firstState } from "../../../src/nn/stepper.ts";
import { input } from "../../../src/tensor/tensor.ts";
import { engines, expectNear, flatOf, graphOf, type Named, readFixture, slopesOf } from "../transcription.ts";

interface Draw {
  readonly order: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
}

const fixture = readFixture<{
  readonly width: number;
  readonly genes: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly x: readonly number[];
  readonly parameters: Named;
  readonly z: readonly number[];
  readonly losses: StepLosses;
  readonly gradients: Named;
  readonly draws: readonly Draw[];
  readonly learningRate: number;
  readonly course: readonly StepLosses[];
  readonly trained: Named;
}>("spaceflow");
const { genes, width } = fixture;
const n = fixture.x.length / genes;
const options = { size: width, regularisation: 0.1, spatial: "published" } as const;
const { lists, order, feeds: listFeeds } = convolutionGraph(graphOf(n, fixture.edges));
const rounds = fixture.draws[0].second.length / n;
const inputs = { x: input("x", [n, genes]), lists, pairs: { cells: n, rounds, size: n } };
const { program, parameters } = spaceflowStep(inputs, options);

function feedsOf({ order: permutation, second }: Draw) {
  const inverse = new Int32Array(n);
  permutation.forEach((row, place) => {
    inverse[row] = place;
  });
  const secondUsers = new Int32Array(n * rounds);
  second.forEach((cell, at) => {
    secondUsers[cell * rounds + Math.floor(at / n)] = at;
  });
  const drawn = { order: Int32Array.from(permutation), inverse, second: Int32Array.from(second), secondUsers };
  return { index: listFeeds.index, reverse: listFeeds.reverse, weights: listFeeds.weights, ...drawn };
}

const x = Float32Array.from(fixture.x);

test("the cells of the fixture are in the order of the lists", () => {
  expect(Array.from(order)).toEqual(Array.from({ length: n }, (_, i) => i));
});

describe.each(engines)("on the %s engine", (_, start) => {
  test("embedding, losses and all gradients are those of PyTorch", async () => {
    const found = await slopesOf(
      await start(),
      parameters,
      (weights) => {
        const [z] = encode(inputs.x, lists, weights);
        return { losses: objective(inputs, options, weights).losses, outputs: { z } };
      },
      { ...feedsOf(fixture.draws[0]), x, parameters: flatOf(parameters, fixture.parameters) },
    );
    expectNear(found.z, fixture.z, 1e-4, "z");
    for (const [name, loss] of Object.entries(fixture.losses)) expectNear(found[name], [loss], 1e-4, name);
    for (const { name } of parameters) expectNear(found[name], fixture.gradients[name], 1e-4, name);
  });

  test("ten steps take the course of PyTorch", async () => {
    const stepper = await createStepper(await start(), program, {
      start: firstState(program, { parameters: flatOf(parameters, fixture.parameters) }),
    });
    for (const [step, draw] of fixture.draws.entries()) {
      const losses = await stepper.step({ ...feedsOf(draw), x }, fixture.learningRate);
      for (const [name, loss] of Object.entries(fixture.course[step])) expectNear([losses[name]], [loss], 1e-3, name);
    }
    const trained = views(stepper.state.arrays.parameters, parameters);
    await stepper.release();
    for (const { name } of parameters) expectNear(trained[name], fixture.trained[name], 1e-3, name);
  });
});
