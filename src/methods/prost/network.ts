import { studentAssignment } from "../../nn/activations.ts";
import { attention } from "../../nn/layers.ts";
import { adam, type Optimizer } from "../../nn/optimizers.ts";
import { flatSize, type Parameter, unpack, type Weights, weightOf, xavierUniform } from "../../nn/parameters.ts";
import { assignmentLoss, carriedAssignment } from "../../nn/selfTraining.ts";
import { type StepProgram, trainingStep } from "../../nn/trainingStep.ts";
import { aggregate, elu, leakyRelu, matmul, multiply } from "../../tensor/ops.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";
import type { ProstTissue } from "./tissue.ts";

/** Slope of attention's LeakyReLU below zero, and gain of the start. */
const slope = 0.15;
const gain = Math.SQRT2;
/** Student's t as the program of PROST has it: the exponent is alpha + 1 and not half of it. */
const student = { scale: 0.5, exponent: 1.5 };

export type ProstGraph = Pick<ProstTissue, "arranged" | "cells" | "columns">;

/** The weight [d, d], and the two halves of the attention vector, for the cell itself and for those that it reads. */
export function prostParameters(d: number): Parameter[] {
  const half = xavierUniform(2 * d, 1, gain);
  return [
    { name: "weight", shape: [d, d], start: xavierUniform(d, d, gain) },
    { name: "reader", shape: [d, 1], start: half },
    { name: "read", shape: [d, 1], start: half },
  ];
}

/** z_i = elu(sum_j a_ij W x_j), a the softmax over j of leakyRelu(reader . W x_i + read . W x_j), of which some are dropped. */
function embed({ arranged, cells, columns }: ProstGraph, weights: Weights): Tensor {
  const { neighborhood, places } = arranged;
  const h = matmul(input("rows", [cells, columns]), weightOf(weights, "weight"));
  const logits = [matmul(h, weightOf(weights, "read")), matmul(h, weightOf(weights, "reader"))];
  const weighed = attention(logits, neighborhood, (sums) => leakyRelu(sums, slope));
  return elu(aggregate(multiply(weighed, input("kept", [cells, 1, places])), h, neighborhood));
}

function assign(z: Tensor, clusters: number): Tensor {
  return studentAssignment(z, input("centres", [clusters, z.shape[1]]), student);
}

/** A step of training, fed with the tissue, `kept` (dropout), `centres`, which are never trained, and `target`. */
export function prostStep(graph: ProstGraph, clusters: number, optimizer: Optimizer): StepProgram {
  return trainingStep({
    parameters: prostParameters(graph.columns),
    groups: [{ optimizer }],
    objective(weights) {
      const q = assign(embed(graph, weights), clusters);
      const target = input("target", [graph.cells, clusters]);
      return { losses: { assignment: assignmentLoss(q, target) }, carried: { [carriedAssignment]: q } };
    },
  });
}

export const prostOptimizer = (weightDecay: number): Optimizer => adam({ weightDecay });

/** Embedding and assignments of all cells, fed with `parameters`, the tissue, `kept` and `centres`. */
export function prostEvaluation(graph: ProstGraph, clusters: number): { readonly z: Tensor; readonly q: Tensor } {
  const parameters = prostParameters(graph.columns);
  const { weights } = unpack(input("parameters", [flatSize(parameters)]), parameters);
  const z = embed(graph, weights);
  return { z, q: assign(z, clusters) };
}
