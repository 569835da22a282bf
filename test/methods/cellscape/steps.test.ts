import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Graph } from "../../../src/data/graph.ts";
import type { Values } from "../../../src/engine/engine.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { evaluate } from "../../../src/engine/reference.ts";
import { compare, comparisonSizes } from "../../../src/methods/cellscape/comparison.ts";
import { embeddings } from "../../../src/methods/cellscape/evaluation.ts";
import { intrinsicReconstructionParameters } from "../../../src/methods/cellscape/network/dual.ts";
import { evaluateIntrinsic } from "../../../src/methods/cellscape/network/intrinsicEncoder.ts";
import { genePlaces, mapShape } from "../../../src/methods/cellscape/network/mapShape.ts";
import { type CellScapeOptions, presets } from "../../../src/methods/cellscape/options.ts";
import {
  contrastiveStep,
  intrinsicReconstructionStep,
  neighborhoodInputs,
  stepInputs,
} from "../../../src/methods/cellscape/steps.ts";
import { variants } from "../../../src/methods/cellscape/variants.ts";
import { degreesOf } from "../../../src/nn/arrange.ts";
import { chosen } from "../../../src/nn/mask.ts";
import { padNeighbors } from "../../../src/nn/neighbors.ts";
import { adamRates } from "../../../src/nn/optimizers.ts";
import { type Parameter, unpack } from "../../../src/nn/parameters.ts";
import { flatGradient, type StepProgram } from "../../../src/nn/trainingStep.ts";
import { input, type Tensor } from "../../../src/tensor/tensor.ts";

type Arrays = Record<string, number[]>;

/** One file of scripts/reference/training_step.py. */
interface Fixture {
  readonly variant: "full" | "spatial-only";
  readonly design: "joint" | "decoupled";
  readonly conflict: "pcgrad" | "sum";
  readonly outputAttention: boolean;
  readonly momentum: number;
  readonly cells: number;
  readonly genes: number;
  readonly gene: number[];
  readonly graph: number[];
  readonly degrees: number[];
  readonly input: number[];
  readonly initial: Arrays;
  readonly after: Arrays;
  readonly running: Arrays;
  readonly spatial: number[];
  readonly intrinsic?: number[];
  readonly fused: number[];
  readonly steps: readonly {
    readonly mask: number[];
    readonly anchors: number[];
    readonly reconstruction: number;
    readonly contrast: number;
    readonly own: number;
    readonly dot: number;
    readonly gradients?: { readonly first: Arrays; readonly second: Arrays };
  }[];
}

const cases = ["full-paper", "full-default", "spatial-paper", "spatial-default"];
const load = (name: string): Fixture =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/training-${name}.json`, import.meta.url), "utf8"));

function prepare(fixture: Fixture) {
  const { cells: n, genes: p } = fixture;
  const settings: CellScapeOptions = {
    ...presets[fixture.design === "joint" ? "paper" : "default"].options,
    variant: fixture.variant,
    intrinsic: fixture.design,
    gradients: fixture.conflict,
    decoderAttention: fixture.outputAttention ? "output" : "input",
    momentum: fixture.momentum,
    heads: 2,
    hidden: 8,
    spatialSize: 6,
    jointSize: 5,
    intrinsicSize: 4,
    channels: [3, 4],
  };
  const starts = new Uint32Array(n + 1);
  fixture.degrees.forEach((degree, i) => {
    starts[i + 1] = starts[i] + degree;
  });
  const graph: Graph = {
    starts,
    targets: Uint32Array.from(fixture.graph),
    lengths: new Float32Array(fixture.graph.length),
  };
  const padded = padNeighbors(graph);
  const full = fixture.variant === "full";
  const map = mapShape(Math.ceil(Math.sqrt(p)));
  const model = variants[fixture.variant];
  const all = comparisonSizes(degreesOf(graph).sort(), 1e9);
  const sizes = {
    cells: n,
    inputs: p,
    ...(full ? { map } : {}),
    places: padded.places,
    comparison: { ...all, anchors: fixture.steps[0].anchors.length },
  };
  const places = genePlaces(fixture.gene, p, map);
  const positions = map.channels * map.side ** 2;
  const mapsOf = (cells: ArrayLike<number>) => {
    const maps = new Float64Array(cells.length * positions);
    for (let i = 0; i < cells.length; i++) {
      places.forEach((place, u) => {
        maps[i * positions + place] = fixture.input[cells[i] * p + u];
      });
    }
    return maps;
  };
  const lengths = Float64Array.from({ length: n }, (_, i) => Math.hypot(...fixture.input.slice(i * p, (i + 1) * p)));
  const fixed = {
    input: fixture.input,
    lengths,
    index: padded.index,
    reverse: padded.reverse,
    bias: padded.bias,
  };
  const inputs = (step: Fixture["steps"][number]) => {
    const masked = chosen(Uint32Array.from(step.mask), n);
    const visible = chosen(
      Uint32Array.from({ length: n }, (_, i) => i).filter((i) => !step.mask.includes(i)),
      n,
    );
    const keep = Float64Array.from({ length: n }, (_, i) => (step.mask.includes(i) ? 0 : 1));
    const anchors = chosen(Uint32Array.from(step.anchors), n);
    return {
      ...fixed,
      keep,
      visible: visible.rows,
      visiblePlaces: visible.places,
      masked: masked.rows,
      maskedPlaces: masked.places,
      maps: mapsOf(visible.rows),
      ...compare(graph, anchors, sizes.comparison),
    };
  };
  const own = (step: Fixture["steps"][number]) => {
    const rows = Array.from({ length: n }, (_, i) => i).filter((i) => !step.mask.includes(i));
    return {
      maps: mapsOf(rows),
      input: rows.flatMap((i) => fixture.input.slice(i * p, (i + 1) * p)),
      lengths: rows.map((i) => lengths[i]),
    };
  };
  return { settings, model, sizes, inputs, own, fixed, full, mapsOf };
}

type Feeds = Readonly<Record<string, ArrayLike<number>>>;
type Runner = (outputs: Readonly<Record<string, Tensor>>, feeds: Feeds) => Promise<Record<string, ArrayLike<number>>>;

/** The oracle with feeds in float64. */
const exactly: Runner = async (outputs, feeds) => {
  const values = evaluate(Object.values(outputs), (name) => Float64Array.from(feeds[name]));
  return Object.fromEntries(Object.keys(outputs).map((name, i) => [name, values[i]]));
};

const natively: Runner = async (outputs, feeds) => {
  const engine = await nativeEngine();
  const executable = await engine.compile(outputs);
  const integers = /^(index|reverse|.*[pP]laces|visible|masked|anchors|.*Users|candidates|positives)$/;
  const cast = Object.entries(feeds).map(([name, values]): [string, Values] => [
    name,
    integers.test(name) ? Int32Array.from(values) : Float32Array.from(values),
  ]);
  const result = await executable.run(Object.fromEntries(cast));
  await executable.release();
  return result;
};

const flatten = (arrays: Arrays, parameters: readonly Parameter[]) => parameters.flatMap(({ name }) => arrays[name]);

/** Largest difference over the largest value. */
function distance(got: ArrayLike<number>, expected: readonly number[]): number {
  expect(got.length).toBe(expected.length);
  let [apart, largest] = [0, 0];
  expected.forEach((value, i) => {
    apart = Math.max(apart, Math.abs(got[i] - value));
    largest = Math.max(largest, Math.abs(value));
  });
  return largest === 0 ? apart : apart / largest;
}

/** Both steps of one program, each fed with what the one before returned. */
async function twoSteps(run: Runner, program: StepProgram, start: Feeds, feeds: readonly Feeds[]) {
  let state: Feeds = start;
  const losses: ArrayLike<number>[] = [];
  for (const [i, more] of feeds.entries()) {
    const { losses: found, ...next } = await run(program.outputs, { ...more, ...state, rates: adamRates(i + 1, 1e-3) });
    losses.push(found);
    state = next;
  }
  return { state, losses };
}

describe.each(cases)("%s", (name) => {
  const fixture = load(name);
  const { settings, model, sizes, inputs, own, fixed, full, mapsOf } = prepare(fixture);
  const parameters = model.parameters(settings, sizes);
  const separate = full && settings.intrinsic === "decoupled";
  const ownOnes = separate ? intrinsicReconstructionParameters(settings, sizes) : [];
  const running = full
    ? settings.channels.flatMap((c) => [...Array<number>(c).fill(0), ...Array<number>(c).fill(1)])
    : [];
  const start = (ones: readonly Parameter[]): Feeds => {
    const values = flatten(fixture.initial, ones);
    return { parameters: values, moment1: values.map(() => 0), moment2: values.map(() => 0), running };
  };

  test("the parameters are those of the reference", () => {
    const names = [...parameters, ...ownOnes].map((parameter) => parameter.name);
    expect(names.toSorted()).toEqual(Object.keys(fixture.initial).toSorted());
  });

  test("each loss has the gradient that PyTorch finds", async () => {
    const [step] = fixture.steps;
    const seen = stepInputs(model, settings, sizes);
    const flat = input("parameters", [flatten(fixture.initial, parameters).length]);
    const { weights, parts } = unpack(flat, parameters);
    const losses = model.losses(seen, weights, settings);
    const outputs = { first: flatGradient(losses.reconstruction, parts), second: flatGradient(losses.contrast, parts) };
    const feeds = { ...inputs(step), ...start(parameters) };
    const expected = step.gradients ?? { first: {}, second: {} };
    const exact = await exactly(outputs, feeds);
    const native = await natively(outputs, feeds);
    for (const loss of ["first", "second"] as const) {
      // The oracle and PyTorch both count in float64; float32 keeps seven digits.
      expect(distance(exact[loss], flatten(expected[loss], parameters))).toBeLessThan(1e-10);
      expect(distance(native[loss], flatten(expected[loss], parameters))).toBeLessThan(1e-5);
    }
  });

  test.each([
    ["the oracle", exactly, 1e-9],
    ["ONNX Runtime", natively, 1e-5],
  ] as const)("two steps of %s end where PyTorch's do", async (_, run, tolerance) => {
    const joint = await twoSteps(
      run,
      contrastiveStep(model, settings, sizes),
      start(parameters),
      fixture.steps.map(inputs),
    );
    fixture.steps.forEach(({ reconstruction, contrast }, i) => {
      expect(distance(joint.losses[i], [reconstruction, contrast])).toBeLessThan(tolerance);
    });
    expect(distance(joint.state.parameters, flatten(fixture.after, parameters))).toBeLessThan(tolerance);
    let { state } = joint;
    if (separate) {
      const batch = own(fixture.steps[0]).lengths.length;
      const alone = await twoSteps(
        run,
        intrinsicReconstructionStep(settings, { ...sizes, batch }),
        start(ownOnes),
        fixture.steps.map(own),
      );
      fixture.steps.forEach((step, i) => {
        expect(distance(alone.losses[i], [step.own])).toBeLessThan(tolerance);
      });
      expect(distance(alone.state.parameters, flatten(fixture.after, ownOnes))).toBeLessThan(tolerance);
      state = alone.state;
    }
    if (full) expect(distance(state.running, Object.values(fixture.running).flat())).toBeLessThan(tolerance);
  });

  test("evaluation mode gives the embeddings that PyTorch gives", async () => {
    const every = [...parameters, ...ownOnes];
    const flat = flatten(fixture.after, every);
    const { weights } = unpack(input("parameters", [flat.length]), every);
    const n = fixture.cells;
    const statistics = Object.values(fixture.running).flat();
    const map = mapShape(Math.ceil(Math.sqrt(fixture.genes)));
    const intrinsic = full
      ? evaluateIntrinsic(input("maps", [n, map.channels * map.side ** 2]), input("running", [statistics.length]), {
          weights,
          settings,
          map,
        })
      : undefined;
    const seen = { input: input("input", [n, fixture.genes]), neighborhood: neighborhoodInputs(sizes) };
    const outputs = embeddings(seen, weights, { settings, ...(intrinsic ? { intrinsic } : {}) });
    const cells = Array.from({ length: n }, (_, i) => i);
    const feeds = { ...fixed, parameters: flat, running: statistics, maps: mapsOf(cells) };
    const found = await exactly({ ...outputs, ...(intrinsic ? { intrinsic } : {}) }, feeds);
    expect(distance(found.spatial, fixture.spatial)).toBeLessThan(1e-10);
    expect(distance(found.fused, fixture.fused)).toBeLessThan(1e-10);
    if (fixture.intrinsic) expect(distance(found.intrinsic, fixture.intrinsic)).toBeLessThan(1e-10);
  });
});

test("the fixtures hold real conflicts between the losses", () => {
  expect(existsSync(new URL("../../../fixtures/training-full-paper.json", import.meta.url))).toBe(true);
  for (const name of ["full-paper", "spatial-paper"]) {
    for (const { dot } of load(name).steps) expect(dot).toBeLessThan(0);
  }
});
