import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { countRows } from "../../../src/methods/cellcharter/counts.ts";
import { createEvaluator, latentMeans } from "../../../src/methods/cellcharter/evaluator.ts";
import { initialRunning, scviParameters } from "../../../src/methods/cellcharter/network.ts";
import { objective, scviStep } from "../../../src/methods/cellcharter/step.ts";
import type { StepLosses } from "../../../src/nn/fit.ts";
import { views } from "../../../src/nn/parameters.ts";
import { createSteppers, firstState } from "../../../src/nn/stepper.ts";
import { size } from "../../../src/tensor/shape.ts";
import { sparseFrom } from "../../preprocess/sparse.ts";
import { engines, expectNear, flatOf, readFixture, slopesOf } from "../transcription.ts";

/** Every seventh number of an array, and the length of all. */
interface Some {
  readonly some: readonly number[];
  readonly length: number;
}

const fixture = readFixture<{
  readonly genes: number;
  readonly samples: number;
  readonly batch: number;
  readonly cells: number;
  readonly losses: StepLosses;
  readonly gradients: Readonly<Record<string, Some>>;
  readonly course: readonly StepLosses[];
  readonly trained: Readonly<Record<string, Some>>;
  readonly running: Some;
  readonly validation: number;
  readonly latent: Some;
}>("cellcharter");

/** Numbers in 0 .. 1 of a linear congruential generator, the same as in scripts/reference/cellcharter.py. */
function uniforms(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) / 2 ** 23;
  });
}

const { cells: n, genes: p, samples, batch } = fixture;
const first = uniforms(8, n);
const drawn = uniforms(7, n * p).map((value) => Math.floor(40 * Math.max(value - 0.5, 0)));
const counts = first.map((value, i) => [Math.floor(400 * value), ...drawn.slice(i * p + 1, (i + 1) * p)]);
const codes = Int32Array.from({ length: n }, (_, i) => i % samples);
const rows = countRows(sparseFrom(counts), codes);
const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const turns = [range(0, 16), range(16, 32), range(32, 38)];
const validation = range(38, 40);

const parameters = scviParameters(p, samples);
const weights: Record<string, number[]> = {};
for (const [k, { name, shape }] of parameters.entries()) {
  const factor = name === "dispersion" ? 12 : 1;
  const start = name.endsWith(".scale") ? 1 : 0;
  weights[name] = uniforms(100 + k, size(shape)).map((value) => (factor * (value - 0.5)) / 4 + start);
}

/** The noise of the fixture in place of random numbers. */
function given(seed: number, count: number): Random {
  const noise = uniforms(seed, count).values();
  return { ...createRandom(0), normal: () => 3 * (noise.next().value ?? Number.NaN) - 1.5 };
}

function feedsOf(step: number, cells: Uint32Array, weight: number): Record<string, Float32Array> {
  const kept = uniforms(1000 + 10 * step, cells.length * 128).map((value) => (value > 0.1 ? 1 / 0.9 : 0));
  return {
    ...rows.feeds(cells, cells.length, given(1001 + 10 * step, 10 * cells.length)),
    dropped: Float32Array.from(kept),
    divergenceWeight: Float32Array.of(weight),
  };
}

function expectSome(found: ArrayLike<number>, expected: Some, share: number, what: string): void {
  const some = Array.from(found).filter((_, e) => e % 7 === 0);
  expectNear(some, expected.some, share, what);
  expectNear([Math.hypot(...Array.from(found))], [expected.length], share, `length of ${what}`);
}

/** Batch normalisation takes the biases before it off again: their gradients are rounding. */
const cancelled = (name: string) => name === "encoder.bias" || name === "decoder.bias";

describe.each(engines)("on the %s engine", (_, start) => {
  test("losses and all gradients are those of PyTorch", async () => {
    const found = await slopesOf(
      await start(),
      parameters,
      (tensors) => ({ losses: objective({ cells: batch, genes: p, samples }, tensors).losses, outputs: {} }),
      { ...feedsOf(0, turns[0], 0.5), parameters: flatOf(parameters, weights), running: initialRunning() },
    );
    for (const [name, loss] of Object.entries(fixture.losses)) expectNear(found[name], [loss], 1e-4, name);
    for (const { name } of parameters) {
      if (cancelled(name)) expect(Math.hypot(...found[name])).toBeLessThan(1e-3);
      else expectSome(found[name], fixture.gradients[name], 1e-4, name);
    }
  });

  test("ten steps in batches of two sizes take the course of PyTorch, and so does evaluation after them", async () => {
    const engine = await start();
    const programs = [batch, 6].map((cells) => scviStep({ cells, genes: p, samples }, { weightDecay: 1e-6 }));
    const steppers = await createSteppers(engine, programs, {
      start: firstState(programs[0], { parameters: flatOf(parameters, weights), running: initialRunning() }),
    });
    for (const [step, expected] of fixture.course.entries()) {
      const cells = turns[step % 3];
      const losses = await steppers[cells.length === batch ? 0 : 1].step(
        feedsOf(step, cells, Math.min(1, step / 4)),
        1e-3,
      );
      for (const [name, loss] of Object.entries(expected)) expectNear([losses[name]], [loss], 1e-3, `${name} ${step}`);
    }
    const { state } = steppers[0];
    const trained = views(state.arrays.parameters, parameters);
    for (const { name } of parameters) expectSome(trained[name], fixture.trained[name], 1e-3, name);
    expectSome(state.arrays.running, fixture.running, 1e-3, "running statistics");
    // Larger than the number of cells: rows of padding do not count.
    const evaluator = await createEvaluator(engine, rows, 5);
    const loss = await evaluator.loss(state, validation, given(1501, 50));
    expectNear([loss], [fixture.validation], 1e-3, "validation");
    expectSome((await latentMeans(engine, rows, state, silentTask)).values, fixture.latent, 1e-3, "latent means");
    for (const each of [...steppers, evaluator]) await each.release();
  });
});
