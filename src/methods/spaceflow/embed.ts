import { createRandom, type Random } from "../../core/random.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Engine, Values } from "../../engine/engine.ts";
import type { Phase } from "../../nn/fit.ts";
import { type ConvolutionGraph, convolutionGraph } from "../../nn/graphConvolution.ts";
import { inCellOrder } from "../../nn/network/networkFeeds.ts";
import { drawPairs, planPairs } from "../../nn/pairs.ts";
import { drawParameters, flatSize, unpack } from "../../nn/parameters.ts";
import { createStepper, firstState } from "../../nn/stepper.ts";
import { alphaGraph } from "../../spatial/alphaComplex.ts";
import { sectionGraphs } from "../../spatial/sectionGraphs.ts";
import { input } from "../../tensor/tensor.ts";
import { denseExpression } from "../denseExpression.ts";
import type { Embedded } from "../embedded.ts";
import type { MethodInputs } from "../inputs.ts";
import type { EmbedContext } from "../method.ts";
import { resumedFit, trainPhases } from "../trainPhases.ts";
import { ends } from "./ending.ts";
import { farness } from "./farness.ts";
import { encode, spaceflowParameters } from "./network.ts";
import type { SpaceFlowOptions } from "./options.ts";
import { spaceflowStep } from "./step.ts";

/** What embedding all cells counts as, in steps. */
export const embeddingSteps = 1;

/** Train on the alpha complex of the cells, and embed them. */
export async function embed(
  { expression, positions, samples }: Pick<MethodInputs, "expression" | "positions" | "samples">,
  options: SpaceFlowOptions,
  context: Pick<EmbedContext, "seed" | "engine" | "task" | "resume" | "save">,
): Promise<Embedded> {
  const { epochs, learningRate, patience, spatial } = options;
  const rng = createRandom(context.seed);
  const complex = await sectionGraphs(positions, samples, alphaGraph, context.task.part(0, 0, "alpha complex"));
  const graph = convolutionGraph(complex);
  const { lists, feeds: listFeeds, order: cells } = graph;
  const pairs = planPairs(expression.rows, options.pairs);
  const x = input("x", [expression.rows, expression.columns]);
  const fixed = { ...listFeeds, x: denseExpression(expression, cells) };
  const { program, parameters } = spaceflowStep({ x, lists, pairs }, options);
  const engine = await context.engine();
  const stepper = await createStepper(engine, program, {
    start: firstState(program, { parameters: drawParameters(parameters, rng.split("start")) }),
    resume: resumedFit(context)?.steppers.network,
  });
  try {
    const phase: Phase = {
      ...{ epochs, rng: rng.split("steps"), pass: () => [() => undefined] },
      step(_, { rng: stepRng }) {
        const drawn = drawPairs(pairs, stepRng.split("pairs"));
        const far = spatial === "meant" ? { far: farness(drawn, { positions, samples, cells }) } : {};
        const feeds = { ...fixed, ...drawPermutation(cells.length, stepRng.split("permutation")), ...drawn, ...far };
        return stepper.step(feeds, learningRate);
      },
      stop: (progress) => ends(progress, patience),
    };
    const { losses, stoppedEarly, taken, remaining } = await trainPhases(
      {
        ...{ method: "spaceflow", phases: [phase], steppers: { network: stepper } },
        ...{ steps: epochs, rest: embeddingSteps },
      },
      context,
    );
    const primary = await embeddingOf(
      engine,
      graph,
      { ...fixed, parameters: stepper.state.arrays.parameters },
      options,
    );
    await remaining.update(1);
    return { primary, others: {}, losses, stoppedEarly, settled: { epochs: taken } };
  } finally {
    await stepper.release();
  }
}

/** z [n, width], in the order of the cells. */
async function embeddingOf(
  engine: Engine,
  { lists, order }: ConvolutionGraph,
  feeds: Readonly<Record<"x" | "parameters", Float32Array>>,
  { size: width }: SpaceFlowOptions,
): Promise<Matrix> {
  const n = order.length;
  const genes = feeds.x.length / n;
  const parameters = spaceflowParameters(genes, width);
  const { weights } = unpack(input("parameters", [flatSize(parameters)]), parameters);
  const [z] = encode(input("x", [n, genes]), lists, weights);
  const executable = await engine.compile({ z });
  try {
    return inCellOrder((await executable.run(feeds)).z, order);
  } finally {
    await executable.release();
  }
}

/** A random arrangement of the rows, and its inverse. */
function drawPermutation(n: number, rng: Random): Readonly<Record<"order" | "inverse", Values>> {
  const order = Int32Array.from(rng.permutation(n));
  const inverse = new Int32Array(n);
  order.forEach((row, place) => {
    inverse[row] = place;
  });
  return { order, inverse };
}
