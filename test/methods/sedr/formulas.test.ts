import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../src/methods/sedr/evaluator.ts";
import { initialRunning, sedrParameters } from "../../../src/methods/sedr/network.ts";
import { frozenPairs, pairBalance } from "../../../src/methods/sedr/pairs.ts";
import { dropped } from "../../../src/methods/sedr/sizes.ts";
import { firstStep, objective, secondStep } from "../../../src/methods/sedr/step.ts";
import type { StepLosses } from "../../../src/nn/fit.ts";
import { convolutionGraph } from "../../../src/nn/graphConvolution.ts";
import { type Parameter, views, weightOf } from "../../../src/nn/parameters.ts";
import { createStepper, firstState } from "../../../src/nn/stepper.ts";
import { size } from "../../../src/tensor/shape.ts";
import { engines, expectNear, flatOf, graphOf, readFixture, slopesOf } from "../transcription.ts";

/** Every seventh number of an array, and the length of all. */
interface Some {
  readonly some: readonly number[];
  readonly length: number;
}

interface Slopes {
  readonly losses: StepLosses;
  readonly gradients: Readonly<Record<string, Some>>;
}

const fixture = readFixture<{
  readonly columns: number;
  readonly clusters: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly drawn: readonly (readonly number[])[];
  readonly evaluated: Some;
  readonly first: Slopes;
  readonly second: Slopes;
  readonly early: number;
  readonly course: readonly StepLosses[];
  readonly trained: Readonly<Record<string, Some>>;
  readonly running: Some;
  readonly embedded: Some;
}>("sedr");

/** Numbers in 0 .. 1 of a linear congruential generator, the same as in scripts/reference/sedr.py. */
function uniforms(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) / 2 ** 23;
  });
}

const { columns: d, clusters } = fixture;
const n = fixture.drawn.length;
const { order, graph, lists, feeds: listFeeds } = convolutionGraph(graphOf(n, fixture.edges));
const pairs = frozenPairs(graph, fixture.drawn);
const sizes = { cells: n, inputs: d, lists, pairPlaces: pairs.places, balance: pairBalance(graph) };
const x = Float32Array.from(uniforms(7, n * d), (value) => 4 * value - 2);
const assigned = uniforms(50, n * clusters);
const target = Float32Array.from(assigned, (value, e) => {
  const first = e - (e % clusters);
  return value / assigned.slice(first, first + clusters).reduce((sum, each) => sum + each, 0);
});
const seen = { ...listFeeds, x };
const fixed = { ...seen, ...pairs.feeds, target };
const tissue = { sizes, order, seen, pairs: pairs.feeds };

function draw(step: number): Record<"masked" | "noise", Float32Array> {
  const masks = Object.entries(dropped).map(([name, width], k): [string, Float32Array] => {
    return [name, Float32Array.from(uniforms(1000 + 10 * step + k, n * width), (value) => (value > 0.2 ? 1.25 : 0))];
  });
  return {
    ...Object.fromEntries(masks),
    masked: Float32Array.from(uniforms(1006 + 10 * step, n), (value) => (value > 0.3 ? 1 : 0)),
    noise: Float32Array.from(uniforms(1007 + 10 * step, n * 16), (value) => 3 * value - 1.5),
  };
}

const late = secondStep(sizes, { weightDecay: 0.01 }, { before: fixture.early, count: clusters });
const { parameters } = late;
const network = sedrParameters(d);
const weights: Record<string, number[]> = {};
for (const [k, { name, shape }] of parameters.entries()) {
  const start = name.endsWith(".scale") ? 1 : 0;
  weights[name] = uniforms(100 + k, size(shape)).map((value) => (value - 0.5) / 2 + start);
}

function expectSome(found: ArrayLike<number>, expected: Some, share: number, what: string): void {
  const some = Array.from(found).filter((_, e) => e % 7 === 0);
  expectNear(some, expected.some, share, what);
  expectNear([Math.hypot(...Array.from(found))], [expected.length], share, `length of ${what}`);
}

test("the cells of the fixture are in the order of the lists", () => {
  expect(Array.from(order)).toEqual(Array.from({ length: n }, (_, i) => i));
});

describe.each(engines)("on the %s engine", (_, start) => {
  const phases: [string, readonly Parameter[], Slopes][] = [
    ["first", network, fixture.first],
    ["second", parameters, fixture.second],
  ];

  test.each(phases)("losses and all gradients of the %s phase are those of PyTorch", async (phase, moved, expected) => {
    const found = await slopesOf(
      await start(),
      moved,
      (tensors) => {
        const joined = phase === "second" ? { centres: weightOf(tensors, "centres"), count: clusters } : undefined;
        return { losses: objective(sizes, tensors, joined).losses, outputs: {} };
      },
      { ...fixed, ...draw(0), parameters: flatOf(moved, weights), running: initialRunning() },
    );
    for (const [name, loss] of Object.entries(expected.losses)) expectNear(found[name], [loss], 1e-4, name);
    for (const { name } of moved) {
      // Batch normalisation takes biases before it off again: their gradients are rounding.
      if (/^encoder\.\d\.bias$/.test(name)) expect(Math.hypot(...found[name])).toBeLessThan(1e-4);
      else expectSome(found[name], expected.gradients[name], 1e-4, name);
    }
  });

  test("the embedding in evaluation is that of PyTorch", async () => {
    const evaluator = await createEvaluator(await start(), tissue);
    const arrays = { parameters: flatOf(network, weights), running: initialRunning() };
    const { values } = await evaluator.embed({ steps: 0, arrays }, draw(0).masked);
    await evaluator.release();
    expectSome(values, fixture.evaluated, 1e-4, "z");
  });

  test("ten steps over both phases take the course of PyTorch", async () => {
    const engine = await start();
    const { program } = firstStep(sizes, { weightDecay: 0.01 });
    let stepper = await createStepper(engine, program, {
      start: firstState(program, { parameters: flatOf(network, weights), running: initialRunning() }),
    });
    for (const [step, expected] of fixture.course.entries()) {
      if (step === fixture.early) {
        const { steps, arrays } = stepper.state;
        const joined = Float32Array.from([...arrays.parameters, ...weights.centres]);
        await stepper.release();
        const from = firstState(late.program, { ...arrays, parameters: joined });
        stepper = await createStepper(engine, late.program, { start: { ...from, steps } });
      }
      const losses = await stepper.step({ ...fixed, ...draw(step) }, 0.01);
      for (const [name, loss] of Object.entries(expected)) expectNear([losses[name]], [loss], 1e-3, `${name} ${step}`);
    }
    const { state } = stepper;
    await stepper.release();
    const trained = views(state.arrays.parameters, parameters);
    for (const { name } of parameters) expectSome(trained[name], fixture.trained[name], 1e-3, name);
    expectSome(state.arrays.running, fixture.running, 1e-3, "running statistics");
    const evaluator = await createEvaluator(engine, tissue);
    const { values } = await evaluator.embed(state, draw(99).masked);
    await evaluator.release();
    expectSome(values, fixture.embedded, 1e-3, "z");
  });
});
