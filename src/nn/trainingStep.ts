import { gradients } from "../tensor/grad.ts";
import { add, concat, divide, fill, maximum, multiply, reshape, slice, sqrt, sum } from "../tensor/ops.ts";
import { size } from "../tensor/shape.ts";
import { input, type Tensor } from "../tensor/tensor.ts";
import type { Optimizer } from "./optimizers.ts";
import { flatSize, type Parameter, type Weights } from "./parameters.ts";

/** What a step minimises, and what else it computes. */
export interface Objective {
  /** Each of one element, by name; their sum is minimised where a group does not combine their gradients itself. */
  readonly losses: Readonly<Record<string, Tensor>>;
  /** Arrays handed on from step to step by the name of their input, such as running statistics of normalisation. */
  readonly carried?: Readonly<Record<string, Tensor>>;
}

/** Parameters that one optimiser moves. Groups take their turns within a step, in their order. */
export interface ParameterGroup {
  /** What its state's names begin with; nothing for a group alone. */
  readonly name?: string;
  readonly optimizer: Optimizer;
  /** Names of the weights that it moves, others are frozen for it; all parameters by default. */
  readonly moves?: readonly string[];
  /** One flat gradient of those of the losses, in their order (such as PCGrad); by default that of their sum. */
  readonly combine?: (gradients: readonly Tensor[]) => Tensor;
}

/** What one training step optimises, and how. */
export interface StepDescription {
  readonly parameters: readonly Parameter[];
  /**
   * Weights that share the storage of a parameter but have a gradient of their own: name -> parameter. Two groups may so
   * move one parameter in turns, each with its own state.
   */
  readonly ties?: Readonly<Record<string, string>>;
  readonly groups: readonly ParameterGroup[];
  /** Largest Euclidean length of all groups' gradients together; longer ones are scaled down to it. */
  readonly clip?: number;
  objective(weights: Weights): Objective;
}

/** A training step as one program of fixed shapes: it is fed with its own state, and returns the next. */
export interface StepProgram {
  /** The next state by the names of its inputs, and `losses` [number of losses]. */
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Names of the arrays of the state, `parameters` first, and how long each is. */
  readonly state: Readonly<Record<string, number>>;
  readonly losses: readonly string[];
  readonly rates: readonly { readonly feed: string; readonly optimizer: Optimizer }[];
}

/**
 * Forward pass, losses, gradients, their combination and clipping, and one turn of each group's optimiser.
 *
 * @throws bad-shape when shapes of the description do not fit.
 * @see src/nn/README.md for which method needs which of it.
 */
export function trainingStep(description: StepDescription): StepProgram {
  const { parameters, ties = {}, groups, clip } = description;
  const flat = input("parameters", [flatSize(parameters)]);
  const pieces = piecesOf(flat, parameters, ties);
  const { losses, carried = {} } = description.objective(weightsOf(pieces));
  const names = Object.keys(losses);
  const gradientsOf = groups.map((group) =>
    gradientOf(Object.values(losses), partsOf(group, { parameters, pieces }), group),
  );
  const clipped = clip === undefined ? gradientsOf : clipTogether(gradientsOf, clip);

  const state: Record<string, number> = { parameters: flatSize(parameters) };
  const slotOutputs: Record<string, Tensor> = {};
  const rates: { feed: string; optimizer: Optimizer }[] = [];
  const now = new Map<string, Tensor>(parameters.map(({ name }) => [name, pieces[name].part]));
  let whole: Tensor | undefined = flat;
  for (const [g, group] of groups.entries()) {
    const { optimizer } = group;
    const prefix = group.name === undefined ? "" : `${group.name}.`;
    const storage = movesOf(group, parameters).map((name) => ties[name] ?? name);
    const all = storage.length === parameters.length && storage.every((name, at) => name === parameters[at].name);
    const moved =
      all && whole
        ? whole
        : concat(
            storage.map((name) => now.get(name) ?? flat),
            0,
          );
    const m = moved.shape[0];
    const slots = optimizer.slots.map((slot) => input(`${prefix}${slot}`, [m]));
    for (const slot of optimizer.slots) state[`${prefix}${slot}`] = m;
    const feed = `${prefix}rates`;
    rates.push({ feed, optimizer });
    const next = optimizer.update({ parameters: moved, slots }, clipped[g], input(feed, [optimizer.rateCount]));
    optimizer.slots.forEach((slot, at) => {
      slotOutputs[`${prefix}${slot}`] = next.slots[at];
    });
    whole = all ? next.parameters : undefined;
    let start = 0;
    for (const name of storage) {
      const end = start + size(pieces[name].shape);
      now.set(name, slice(next.parameters, 0, { start, end }));
      start = end;
    }
  }
  for (const [name, tensor] of Object.entries(carried)) state[name] = size(tensor.shape);
  return {
    outputs: {
      parameters:
        whole ??
        concat(
          parameters.map(({ name }) => now.get(name) ?? flat),
          0,
        ),
      ...slotOutputs,
      losses: concat(
        names.map((name) => reshape(losses[name], [1])),
        0,
      ),
      ...carried,
    },
    state,
    losses: names,
    rates,
  };
}

/**
 * The gradient of all parts in one flat tensor, in their order.
 *
 * @param loss [] or [1], one number.
 * @returns [m], m the elements of all parts.
 * @throws bad-shape when shapes do not fit.
 */
export function flatGradient(loss: Tensor, parts: readonly Tensor[]): Tensor {
  return concat(gradients(loss, parts), 0);
}

interface Piece {
  readonly part: Tensor;
  readonly shape: readonly number[];
}

/** Each weight as a slice of the flat parameters: differentiate with respect to the slice. A tie is a slice of its own. */
function piecesOf(
  flat: Tensor,
  parameters: readonly Parameter[],
  ties: Readonly<Record<string, string>>,
): Readonly<Record<string, Piece>> {
  const pieces: Record<string, Piece> = {};
  const starts = new Map<string, number>();
  let start = 0;
  // A slice of all of a tensor is that tensor itself, of which ties would be slices, too: one number more prevents that.
  const alone = parameters.length === 1 && Object.keys(ties).length > 0;
  const whole = alone ? concat([flat, fill(0, [1])], 0) : flat;
  const cut = (from: number, shape: readonly number[]) => ({
    part: slice(whole, 0, { start: from, end: from + size(shape) }),
    shape,
  });
  for (const { name, shape } of parameters) {
    starts.set(name, start);
    pieces[name] = cut(start, shape);
    start += size(shape);
  }
  for (const [name, parameter] of Object.entries(ties)) {
    const from = starts.get(parameter);
    if (from === undefined) throw new Error(`internal: ${name} is tied to no parameter named ${parameter}`);
    pieces[name] = cut(from, pieces[parameter].shape);
  }
  return pieces;
}

function weightsOf(pieces: Readonly<Record<string, Piece>>): Weights {
  return Object.fromEntries(Object.entries(pieces).map(([name, { part, shape }]) => [name, reshape(part, shape)]));
}

function movesOf({ moves }: ParameterGroup, parameters: readonly Parameter[]): readonly string[] {
  return moves ?? parameters.map(({ name }) => name);
}

function partsOf(
  group: ParameterGroup,
  { parameters, pieces }: { parameters: readonly Parameter[]; pieces: Readonly<Record<string, Piece>> },
): Tensor[] {
  return movesOf(group, parameters).map((name) => {
    if (pieces[name]) return pieces[name].part;
    throw new Error(`internal: no parameter named ${name}`);
  });
}

function gradientOf(losses: readonly Tensor[], parts: readonly Tensor[], { combine }: ParameterGroup): Tensor {
  if (combine) return combine(losses.map((loss) => flatGradient(loss, parts)));
  return flatGradient(
    losses.reduce((total, loss) => add(total, loss)),
    parts,
  );
}

/** min(1, clip / (length + 1e-6)) times each, as torch's clip_grad_norm_ has it. */
function clipTogether(flat: readonly Tensor[], clip: number): Tensor[] {
  const squares = flat.map((gradient) => sum(multiply(gradient, gradient))).reduce((total, each) => add(total, each));
  const factor = divide(clip, maximum(add(sqrt(squares), 1e-6), clip));
  return flat.map((gradient) => multiply(gradient, factor));
}
