import { studentAssignment } from "../../nn/activations.ts";
import { adam, type Optimizer } from "../../nn/optimizers.ts";
import { type Parameter, torchDefault, unpack, type Weights, weightOf } from "../../nn/parameters.ts";
import { assignmentLoss, carriedAssignment } from "../../nn/selfTraining.ts";
import { type StepProgram, trainingStep } from "../../nn/trainingStep.ts";
import { add, matmul } from "../../tensor/ops.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";

/** Student's t as the program of SpaGCN has it: the exponent is alpha + 1 and not half of it. */
const student = { scale: 0.2, exponent: 1.2 };

export interface NetworkSize {
  /** n */
  readonly cells: number;
  /** d, columns of input and embedding. */
  readonly columns: number;
  /** k */
  readonly clusters: number;
}

/** The weight [d, d] and bias [d] of the one layer. */
export function parametersOf({ columns: d }: Pick<NetworkSize, "columns">): Parameter[] {
  return [
    { name: "weight", shape: [d, d], start: torchDefault(d) },
    { name: "bias", shape: [d], start: torchDefault(d) },
  ];
}

/** z = (G P) W + b, with the product of kernel and components as the input `mixed`: it is the same in every step. */
function embed({ cells, columns }: NetworkSize, weights: Weights): Tensor {
  return add(matmul(input("mixed", [cells, columns]), weightOf(weights, "weight")), weightOf(weights, "bias"));
}

function assign(z: Tensor, { columns, clusters }: NetworkSize): Tensor {
  return studentAssignment(z, input("centres", [clusters, columns]), student);
}

/** A step of training, fed with `mixed`, `centres`, which are never trained, and `target`. */
export function stepOf(size: NetworkSize, optimizer: Optimizer = adam()): StepProgram {
  return trainingStep({
    parameters: parametersOf(size),
    groups: [{ optimizer }],
    objective(weights) {
      const q = assign(embed(size, weights), size);
      const target = input("target", [size.cells, size.clusters]);
      return { losses: { assignment: assignmentLoss(q, target) }, carried: { [carriedAssignment]: q } };
    },
  });
}

/** Embedding and assignments of all cells, fed with `parameters`, `mixed` and `centres`. */
export function evaluationOf(size: NetworkSize): { readonly z: Tensor; readonly q: Tensor } {
  const parameters = parametersOf(size);
  const d = size.columns;
  const { weights } = unpack(input("parameters", [d * d + d]), parameters);
  const z = embed(size, weights);
  return { z, q: assign(z, size) };
}
