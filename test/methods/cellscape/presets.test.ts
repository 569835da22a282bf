import { expect, test } from "vitest";
import { presets } from "../../../src/methods/cellscape/options.ts";
import { presets as smooth } from "../../../src/methods/smooth/options.ts";

/** The paper's own values, as far as the recipe keeps them. */
const shared = {
  variant: "full",
  layers: 2,
  heads: 4,
  hidden: 128,
  jointSize: 64,
  channels: [8, 16],
  maskRate: 0.5,
  gamma: 3,
  tau: 0.5,
  anchors: 1024,
  epochs: "auto",
  batch: "auto",
  learningRate: 0.001,
  weightDecay: 0.0001,
  decayEvery: 50,
};

test("the default preset is the recipe whose accuracy was measured, value by value", () => {
  expect(presets.default.options).toEqual({
    ...shared,
    start: "components",
    intrinsic: "decoupled",
    gradients: "sum",
    decoderAttention: "input",
    inputPower: 8,
    spatialSize: 64,
    intrinsicSize: 16,
    momentum: 0.3,
  });
});

test("the paper preset reads the paper literally, value by value", () => {
  expect(presets.paper.options).toEqual({
    ...shared,
    start: "random",
    intrinsic: "joint",
    gradients: "pcgrad",
    decoderAttention: "output",
    inputPower: 0,
    spatialSize: 128,
    intrinsicSize: 64,
    momentum: 0.1,
  });
});

test("the paper's preset clusters one model of unscaled genes by mclust", () => {
  const run = { scale: "none", components: "all", seeds: 1, clustering: { name: "mclust" }, policy: "paper" };
  expect([presets.paper.run, smooth.paper.run]).toEqual([run, run]);
});

test("the smoothing baseline averages components twice over neighbours in both presets", () => {
  const averaged = { features: "components", rounds: 2 };
  expect([smooth.default.options, smooth.paper.options]).toEqual([averaged, averaged]);
});
