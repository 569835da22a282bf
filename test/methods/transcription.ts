import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Graph } from "../../src/data/graph.ts";
import type { Engine, Values } from "../../src/engine/engine.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { wasmEngine } from "../../src/engine/web.ts";
import { flatSize, type Parameter, unpack, views, type Weights } from "../../src/nn/parameters.ts";
import { graphFromEdges } from "../../src/spatial/edges.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { input, type Tensor } from "../../src/tensor/tensor.ts";

// Programs of a method beside the numbers that a transcription of its formulas in PyTorch has: scripts/reference.

export const engines: readonly (readonly [string, () => Promise<Engine>])[] = [
  ["reference", async () => referenceEngine],
  ["native", () => nativeEngine({ threads: 1 })],
  ["wasm", () => wasmEngine()],
];

/** Numbers by the names of parameters. */
export type Named = Readonly<Record<string, readonly number[]>>;

export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(`fixtures/methods/${name}.json`, "utf8"));
}

/** The parameters in one flat array. */
export function flatOf(parameters: readonly Parameter[], named: Named): Float32Array {
  const flat = new Float32Array(flatSize(parameters));
  for (const [name, view] of Object.entries(views(flat, parameters))) view.set(named[name]);
  return flat;
}

/** The graph of the cells, whose lengths do not count. */
export function graphOf(cells: number, edges: readonly (readonly [number, number])[]): Graph {
  const nowhere = { rows: cells, columns: 2, values: new Float64Array(2 * cells) };
  const [from, to] = [0, 1].map((end) => Uint32Array.from(edges, (edge) => edge[end]));
  return graphFromEdges(nowhere, { from, to });
}

/** Values of `outputs`, and the gradients of the sum of `losses` by the names of parameters. */
export async function slopesOf(
  engine: Engine,
  parameters: readonly Parameter[],
  build: (weights: Weights) => { losses: Readonly<Record<string, Tensor>>; outputs: Readonly<Record<string, Tensor>> },
  feeds: Readonly<Record<string, Values>>,
): Promise<Record<string, readonly number[]>> {
  const { weights, parts } = unpack(input("parameters", [flatSize(parameters)]), parameters);
  const { losses, outputs } = build(weights);
  const made: Record<string, Tensor> = { ...outputs };
  for (const [name, loss] of Object.entries(losses)) {
    made[`loss ${name}`] = loss;
    gradients(loss, parts).forEach((slope, at) => {
      made[`${name} by ${parameters[at].name}`] = slope;
    });
  }
  const executable = await engine.compile(made);
  const found = await executable.run(feeds);
  await executable.release();
  const result: Record<string, readonly number[]> = {};
  for (const name of Object.keys(outputs)) result[name] = Array.from(found[name]);
  for (const name of Object.keys(losses)) result[name] = Array.from(found[`loss ${name}`]);
  for (const { name } of parameters) {
    const each = Object.keys(losses).map((loss) => found[`${loss} by ${name}`]);
    result[name] = Array.from(each[0], (_, e) => each.reduce((sum, slopes) => sum + slopes[e], 0));
  }
  return result;
}

/** Equal but for a share of the largest of the expected numbers. */
export function expectNear(found: ArrayLike<number>, expected: readonly number[], share: number, what: string): void {
  expect(found.length, what).toBe(expected.length);
  const most = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12);
  expected.forEach((value, e) => {
    expect(Math.abs(found[e] - value) / most, `${what}, entry ${e}: ${found[e]} for ${value}`).toBeLessThan(share);
  });
}

/** A tissue of two halves with profiles of their own, for runs of a whole method. */
export function smallTissue(cells: number, genes: number) {
  const rng = createRandom(3);
  const positions = { rows: cells, columns: 2, values: Float64Array.from({ length: 2 * cells }, () => rng.uniform()) };
  const profiles = Array.from({ length: 2 * genes }, () => 2 * rng.uniform());
  const half = (i: number) => (positions.values[2 * i] < 0.5 ? 0 : 1);
  const indices: number[] = [];
  const values: number[] = [];
  const starts = new Uint32Array(cells + 1);
  for (let i = 0; i < cells; i++) {
    for (let g = 0; g < genes; g++) {
      const value = profiles[half(i) * genes + g] + 0.5 * rng.normal();
      if (value <= 0.3) continue;
      indices.push(g);
      values.push(value);
    }
    starts[i + 1] = values.length;
  }
  const expression = {
    ...{ rows: cells, columns: genes, starts },
    ...{ indices: Uint32Array.from(indices), values: Float32Array.from(values) },
  };
  return { positions, expression, half: Int32Array.from({ length: cells }, (_, i) => half(i)) };
}
