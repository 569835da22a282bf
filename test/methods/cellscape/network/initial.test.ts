import { describe, expect, test } from "vitest";
import { createRandom } from "../../../../src/core/random.ts";
import { intrinsicReconstructionParameters } from "../../../../src/methods/cellscape/network/dual.ts";
import { initialValues } from "../../../../src/methods/cellscape/network/initial.ts";
import { genePlaces, type MapShape, mapShape } from "../../../../src/methods/cellscape/network/mapShape.ts";
import { type CellScapeOptions, presets } from "../../../../src/methods/cellscape/options.ts";
import { variants } from "../../../../src/methods/cellscape/variants.ts";
import { views } from "../../../../src/nn/parameters.ts";

const sizes = { cells: 10, inputs: 30, map: mapShape(6) };
const start = (settings: CellScapeOptions, seed = 0) => {
  const parameters = variants[settings.variant].parameters(settings, sizes);
  return views(initialValues(parameters, settings, { rng: createRandom(seed) }), parameters);
};
const deviation = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe("the random start", () => {
  const values = start(presets.paper.options);

  test("has torch's deviations: xavier with gain sqrt 2 for attention, uniform for the rest", () => {
    // sqrt 2 sqrt(2 / (inputs + outputs)); torch counts 4 * 128 and 128 for an attention vector [1, 4, 128].
    expect(deviation(values["spatial.0.weight"]) / Math.sqrt(4 / (30 + 128))).toBeCloseTo(1, 1);
    expect(deviation(values["spatial.1.source"]) / Math.sqrt(4 / (512 + 128))).toBeCloseTo(1, 1);
    // A uniform in [-b, b] has deviation b / sqrt 3, and b = 1 / sqrt(inputs).
    expect(deviation(values["fusion.weight"]) / Math.sqrt(1 / (3 * 192))).toBeCloseTo(1, 1);
    expect(Math.max(...values["map.1.weight"].map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(8 * 9));
  });

  test("starts normalisation at one and zero, and attention without bias", () => {
    expect(new Set(values["map.0.scale"])).toEqual(new Set([1]));
    expect(new Set([...values["map.0.offset"], ...values["spatial.0.bias"]])).toEqual(new Set([0]));
  });

  test("gives a parameter the same values whatever other parameters there are", () => {
    expect(start({ ...presets.paper.options, variant: "spatial-only" })["decoder.weight"]).toEqual(
      values["decoder.weight"],
    );
    expect(start(presets.paper.options, 1)["decoder.weight"]).not.toEqual(values["decoder.weight"]);
  });
});

describe("the component start", () => {
  const values = start(presets.default.options);

  test("maps each input column to itself, in every head of the last layer", () => {
    const first = Array.from({ length: 30 * 128 }, (_, e) => (Math.floor(e / 128) === e % 128 ? 1 : 0));
    expect([...values["spatial.0.weight"]]).toEqual(first);
    const last = Array.from({ length: 128 * 256 }, (_, e) => (Math.floor(e / 256) === (e % 256) % 64 ? 1 : 0));
    expect([...values["spatial.1.weight"]]).toEqual(last);
  });

  test("takes z from the leading columns of z_spatial, and leaves the intrinsic part of W random", () => {
    const weight = values["fusion.weight"];
    const top = Array.from({ length: 64 * 64 }, (_, e) => (e % 65 === 0 && e / 65 < 30 ? 1 : 0));
    expect([...weight.subarray(0, 64 * 64)]).toEqual(top);
    expect(weight.subarray(64 * 64).every((value) => value !== 0)).toBe(true);
  });
});

describe.each([
  [6, 30],
  [14, 190],
])("a pass-through for maps of side %d", (side, genes) => {
  const map: MapShape = mapShape(side);
  const places = genePlaces(
    Int32Array.from({ length: side * side }, (_, at) => (at < genes ? at : -1)),
    genes,
    map,
  );
  const rng = createRandom(4);
  const loadings = { columns: 20, values: Float32Array.from({ length: genes * 20 }, () => rng.normal()) };
  const settings = presets.default.options;
  const parameters = intrinsicReconstructionParameters(settings, { cells: 10, inputs: 30, map });
  const flat = initialValues(parameters, settings, { components: { map, places, loadings, scale: 2 }, rng });
  const values = views(flat, parameters);

  test("carries each gene as itself and as its negative, with its loadings of both signs behind them", () => {
    const positions = map.side ** 2;
    const dense = values["map.dense.weight"];
    places.forEach((place, u) => {
      const [channel, position] = [Math.floor(place / positions), place % positions];
      for (let c = 0; c < 16; c++) {
        const plus = dense[(2 * channel * positions + position) * 16 + c];
        const minus = dense[((2 * channel + 1) * positions + position) * 16 + c];
        expect(plus).toBe(Math.fround(2 * loadings.values[u * 20 + c]));
        expect(minus).toBe(-plus);
      }
      expect(values["map.0.weight"][(2 * channel * map.channels + channel) * 9 + 4]).toBe(1);
      expect(values["map.0.weight"][((2 * channel + 1) * map.channels + channel) * 9 + 4]).toBe(-1);
      expect(values["map.1.weight"][(2 * channel * 8 + 2 * channel) * 9 + 4]).toBe(1);
    });
  });

  test("starts its own decoder at the leading components", () => {
    for (let c = 0; c < 16; c++) expect(values["own.weight"][c * 30 + c]).toBe(1);
    expect(Math.abs(values["own.weight"][1])).toBeLessThan(0.1 / Math.sqrt(16));
  });
});
