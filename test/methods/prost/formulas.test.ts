import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import { adjacencyOf, smoothed } from "../../../src/methods/prost/adjacency.ts";
import { prostEvaluation, prostOptimizer, prostStep } from "../../../src/methods/prost/network.ts";
import { presets } from "../../../src/methods/prost/options.ts";
import { prostTissue } from "../../../src/methods/prost/tissue.ts";
import { fitPhases } from "../../../src/nn/fit.ts";
import { sgd } from "../../../src/nn/optimizers.ts";
import { assigned, carriedAssignment, certainly, selfTraining, sharpened } from "../../../src/nn/selfTraining.ts";
import { createStepper, firstState } from "../../../src/nn/stepper.ts";
import { expectClose } from "../close.ts";
import { engines, methodFixture } from "../fidelity.ts";

interface Once {
  readonly assignments: number[][];
  readonly target: number[][];
  readonly loss: number;
  readonly gradients: Readonly<Record<"weight" | "reader" | "read", number[][]>>;
}
interface Course {
  readonly losses: number[];
  readonly clusters: number[][];
  readonly parameters: Readonly<Record<"weight" | "reader" | "read", number[][]>>;
}
interface Fixture
  extends Readonly<Record<"positions" | "rows" | "reads" | "smoothed" | "centres" | "embedding", number[][]>> {
  readonly weight: number[][];
  readonly reader: number[][];
  readonly read: number[][];
  readonly labels: number[];
  /** Pairs n i + j whose attention is dropped, by the name of the pass. */
  readonly dropped: Readonly<Record<string, number[]>>;
  readonly once: Once;
  readonly course: Course;
}

const fixture = methodFixture<Fixture>("prost");
const matrix = (rows: readonly number[][]): Matrix => ({
  ...{ rows: rows.length, columns: rows[0].length },
  values: Float64Array.from(rows.flat()),
});
const clusters = 3;
const options = presets.default.options;
const inputs = { components: matrix(fixture.rows), positions: matrix(fixture.positions), samples: undefined };
const tissue = await prostTissue(inputs, options, silentTask);
const { order, places, feeds: lists } = tissue.arranged;
const n = order.length;
const flatOf = ({ weight, reader, read }: Course["parameters"]) =>
  [weight, reader, read].flatMap((each) => each.flat());
const parameters = Float32Array.from(flatOf(fixture));
const centres = Float32Array.from(fixture.centres.flat());
/** Rows of the cells in the order of the program. */
const arranged = (rows: readonly number[][]) => Array.from(order, (cell) => rows[cell]).flat();
const labels = Int32Array.from(order, (cell) => fixture.labels[cell]);

/** The mask of a pass in the places of the lists. */
function kept(pass: string): Float32Array {
  const dropped = new Set(fixture.dropped[pass]);
  return Float32Array.from(lists.index, (row, at) => {
    const pair = n * order[Math.floor(at / places)] + order[row];
    return dropped.has(pair) ? 0 : 1 / (1 - 0.05);
  });
}

test("each cell reads its seven nearest, itself among them, and components are smoothed by those that read it", async () => {
  const adjacency = await adjacencyOf(inputs, options, silentTask);
  const { graph, reads } = adjacency;
  const read = Array.from({ length: n }, (_, i) => {
    const edges = Array.from({ length: graph.starts[i + 1] - graph.starts[i] }, (_, e) => graph.starts[i] + e);
    return [i, ...edges.filter((e) => reads[e]).map((e) => graph.targets[e])].sort((a, b) => a - b);
  });
  expect(read).toEqual(fixture.reads);
  const twice = smoothed(smoothed(inputs.components, adjacency), adjacency);
  expectClose(twice.values, fixture.smoothed.flat(), 1e-6);
});

test("by distance a cell reads all within it, but not those at its own place", async () => {
  const positions = matrix([
    [0, 0],
    [0, 0],
    [3, 4],
    [9, 9],
  ]);
  const given = { ...options, adjacency: "distance", reach: 5 } as const;
  const { graph, reach } = await adjacencyOf({ positions, samples: undefined }, given, silentTask);
  expect([...graph.targets]).toEqual([2, 2, 0, 1]);
  expect(reach).toBe(5);
});

describe.each(engines)("PROST on the engine %s", (_, engineOf) => {
  test("has embedding, assignments and loss of the formulas, and moves along their gradients", async () => {
    const engine = await engineOf();
    const evaluation = await engine.compile({ ...prostEvaluation(tissue, clusters) });
    const given = { ...tissue.feeds, parameters, centres };
    expectClose((await evaluation.run({ ...given, kept: kept("start") })).z, arranged(fixture.embedding));
    const { q } = await evaluation.run({ ...given, kept: kept("step0") });
    expectClose(q, arranged(fixture.once.assignments));
    const target = sharpened(Float32Array.from(q), clusters);
    expectClose(target, arranged(fixture.once.target));
    await evaluation.release();

    const program = prostStep(tissue, clusters, sgd());
    const start = firstState(program, { parameters, [carriedAssignment]: certainly(labels, clusters) });
    const stepper = await createStepper(engine, program, { start });
    const { assignment } = await stepper.step({ ...tissue.feeds, centres, target, kept: kept("step0") }, 1);
    expect(assignment).toBeCloseTo(fixture.once.loss, 5);
    const moved = parameters.map((before, e) => before - stepper.state.arrays.parameters[e]);
    expectClose(moved, flatOf(fixture.once.gradients), 1e-4);
    await stepper.release();
  });

  test("takes the same course over ten steps with the same dropout: losses, clusters and parameters", async () => {
    const engine = await engineOf();
    const program = prostStep(tissue, clusters, prostOptimizer(options.weightDecay));
    const start = firstState(program, { parameters, [carriedAssignment]: certainly(labels, clusters) });
    const stepper = await createStepper(engine, program, { start });
    const evaluation = await engine.compile({ ...prostEvaluation(tissue, clusters) });
    const found: number[][] = [];
    const phase = selfTraining({
      ...{ stepper, clusters, epochs: 10, learningRate: 0.1, every: 3, tolerance: 0, rng: createRandom(0) },
      feeds: () => ({ ...tissue.feeds, centres, kept: kept(`step${found.length}`) }),
      assign: async (now) => {
        const given = { ...tissue.feeds, parameters: now, centres, kept: kept(`refresh${found.length}`) };
        return Float32Array.from((await evaluation.run(given)).q);
      },
    });
    const { losses } = await fitPhases([phase], {
      steppers: { network: stepper },
      onState({ steppers }) {
        const own = assigned(steppers.network.arrays[carriedAssignment], clusters);
        const cells = new Array<number>(n);
        for (const [row, cell] of order.entries()) cells[cell] = own[row];
        found.push(cells);
      },
    });
    expectClose(
      losses[0].map(({ assignment }) => assignment),
      fixture.course.losses,
      1e-3,
    );
    expect(found).toEqual(fixture.course.clusters);
    expectClose(stepper.state.arrays.parameters, flatOf(fixture.course.parameters), 1e-3);
    await stepper.release();
    await evaluation.release();
  });
});
