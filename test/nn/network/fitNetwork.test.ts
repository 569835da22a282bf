import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { createTask } from "../../../src/core/task.ts";
import type { Graph } from "../../../src/data/graph.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { type FitNetworkOptions, fit as fitNetwork } from "../../../src/nn/network/fitNetwork.ts";
import { defineNetwork } from "../../../src/nn/network/network.ts";
import { layers } from "../../../src/nn/network/networkLayers.ts";
import { losses } from "../../../src/nn/network/networkLosses.ts";

/** A star of four cells, and one more beside its last point: cells of 1, 2 and 3 neighbours. */
const graph: Graph = {
  starts: Uint32Array.of(0, 3, 4, 5, 7, 8),
  targets: Uint32Array.of(1, 2, 3, 0, 0, 0, 4, 3),
  lengths: new Float32Array(8).fill(1),
};
const rng = createRandom(5);
const input: Matrix = { rows: 5, columns: 3, values: Float32Array.from({ length: 15 }, () => rng.normal()) };
const autoencoder = defineNetwork((b) => {
  const embedding = layers.gat(b, b.input, 2, { heads: 2 });
  return { embedding, loss: losses.mse(b.input, layers.dense(b, embedding, 3)) };
});
const train = (options: FitNetworkOptions = {}) =>
  fitNetwork(autoencoder, { input, graph }, { engine: referenceEngine, epochs: 40, learningRate: 0.05, ...options });

test("training lowers the loss, and the embedding has a row per cell", async () => {
  const { embedding, losses: found, stoppedEarly } = await train();
  expect(found.loss).toHaveLength(40);
  expect(found.loss[39]).toBeLessThan(0.7 * found.loss[0]);
  expect([embedding.rows, embedding.columns, stoppedEarly]).toEqual([5, 2, false]);
});

test("the same seed gives the same bytes, another seed others", async () => {
  const { embedding } = await train({ seed: 1 });
  expect((await train({ seed: 1 })).embedding).toEqual(embedding);
  expect((await train({ seed: 2 })).embedding).not.toEqual(embedding);
});

test("rows of the embedding are those of the cells, however the program orders them", async () => {
  const copy = defineNetwork((b) => ({ embedding: b.input, loss: losses.mse(layers.gcn(b, b.input, 3), b.input) }));
  const { embedding } = await fitNetwork(copy, { input, graph }, { engine: referenceEngine, epochs: 1 });
  expect(embedding.values).toEqual(input.values);
});

test("a graph convolution is the mean over a cell and its neighbours", async () => {
  const means = defineNetwork((b) => {
    const embedding = layers.gcn(b, b.input, 3);
    return { embedding, loss: losses.mse(embedding, embedding) };
  });
  const ones: Matrix = { rows: 5, columns: 3, values: new Float32Array(15).fill(1) };
  const { embedding } = await fitNetwork(means, { input: ones, graph }, { engine: referenceEngine, epochs: 1 });
  // Equal rows have equal means, whatever the number of neighbours.
  for (let i = 1; i < 5; i++) {
    for (let k = 0; k < 3; k++) expect(embedding.values[3 * i + k]).toBeCloseTo(embedding.values[k], 6);
  }
});

test("several losses are kept by their names", async () => {
  const two = defineNetwork((b) => {
    const embedding = layers.dense(b, b.input, 2);
    const error = losses.mse(layers.dense(b, embedding, 3), b.input);
    return { embedding, loss: { reconstruction: error, again: error } };
  });
  const { losses: found } = await fitNetwork(two, { input, graph }, { engine: referenceEngine, epochs: 3 });
  expect(found.again).toEqual(found.reconstruction);
});

test("a signal ends training with what was learned so far", async () => {
  const stop = new AbortController();
  const task = createTask("fit", { signal: stop.signal, report: () => stop.abort() });
  const options = { engine: referenceEngine, epochs: 1000 };
  const { losses: found, stoppedEarly } = await fitNetwork(autoencoder, { input, graph }, options, task);
  expect(stoppedEarly).toBe(true);
  expect(found.loss.length).toBeLessThan(1000);
});

test("input and graph of different cells are refused, and so is a loss that diverges", async () => {
  const fewer = { ...input, rows: 4, values: input.values.subarray(0, 12) };
  await expect(fitNetwork(autoencoder, { input: fewer, graph }, { engine: referenceEngine })).rejects.toThrow(
    /fit: graph/,
  );
  await expect(train({ learningRate: 1e30 })).rejects.toThrow(/finite loss, got .*lower the learning rate/);
});
