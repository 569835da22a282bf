import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { type Embeddings, embed } from "../../../src/methods/cellscape/embed.ts";
import { type CellScapeOptions, presets } from "../../../src/methods/cellscape/options.ts";
import { train } from "../../../src/methods/cellscape/train.ts";
import { inLives } from "../../keeper.ts";
import { recordedTask } from "../../recordedTask.ts";
import { tissue } from "./tissue.ts";

const engine = await nativeEngine();
const settings: CellScapeOptions = {
  ...presets.default.options,
  ...{ epochs: 3, hidden: 16, spatialSize: 8, jointSize: 8, intrinsicSize: 4 },
};
const data = tissue(9, 10);
const trained = await train(data, settings, engine, { rng: createRandom(0) });

describe("a trained model", () => {
  test("embeds the cells that it was trained on as training did", async () => {
    const { spatial, intrinsic, fused } = await embed(trained.model, data, engine);
    expect({ spatial, intrinsic, fused }).toEqual({
      spatial: trained.spatial,
      intrinsic: trained.intrinsic,
      fused: trained.fused,
    });
  });

  test("survives being copied as plain data", async () => {
    const again = await embed(structuredClone(trained.model), data, engine);
    expect(again.spatial).toEqual(trained.spatial);
  });

  test("embeds each of two tissues in one graph as it does alone", async () => {
    const other = tissue(7, 10);
    const [n, m] = [81, 49];
    const joined = await embed(trained.model, besides(data, other), engine);
    const alone = await embed(trained.model, other, engine);
    for (const name of ["spatial", "intrinsic", "fused"] as const) {
      const width = alone[name]?.columns ?? 0;
      expect(joined[name]?.rows).toBe(n + m);
      expectClose(rows(joined, name, n * width, (n + m) * width), [...(alone[name]?.values ?? [])]);
      expectClose(rows(joined, name, 0, n * width), [...(trained[name]?.values ?? [])]);
    }
  });

  test.each([1, 7, 30, 80])("embeds in chunks of %d cells as it does at once", async (chunk) => {
    const { task, shares } = recordedTask();
    const chunked = await embed(trained.model, data, engine, { chunk }, task);
    expect(chunked.intrinsic).toEqual(trained.intrinsic);
    for (const name of ["spatial", "fused"] as const) {
      expectClose([...chunked[name].values], [...trained[name].values]);
    }
    expect(shares().at(-1)).toBe(1);
    expect(shares()).toEqual(shares().toSorted((a, b) => a - b));
  });

  test("embeds as it would at once when it is cut off after every part", async () => {
    const { result, cuts } = await inLives((store) =>
      embed(trained.model, data, engine, { chunk: 2 }, recordedTask({ store }).task),
    );
    expect(result).toEqual(await embed(trained.model, data, engine, { chunk: 2 }));
    // 81 cells in 41 chunks, of which 16 are kept together; their gene maps fit into one.
    expect(cuts).toBe(1 + 3);
  });

  test("has every parameter by name and shape", () => {
    const sizes = trained.model.parameters.map(({ name, shape, values }) => [
      name,
      values.length === shape.reduce((a, b) => a * b, 1),
    ]);
    expect(sizes).toContainEqual(["spatial.0.weight", true]);
    expect(sizes).toContainEqual(["fusion.weight", true]);
    expect(sizes).toContainEqual(["own.weight", true]);
    expect(sizes.every(([, fits]) => fits)).toBe(true);
    // Means and variances of 8 and 16 channels.
    expect(trained.model.running).toHaveLength(48);
  });

  test("refuses cells with other inputs, or other genes", async () => {
    const { input, expression, graph } = tissue(6, 11);
    await expect(embed(trained.model, { input, expression, graph }, engine)).rejects.toThrow(
      /embed: input: expected \[columns=10\], got \[11\]/,
    );
    const { input: same } = tissue(6, 10);
    await expect(embed(trained.model, { input: same, expression, graph }, engine)).rejects.toThrow(
      /embed: expression: expected \[cells=36, genes=10\], got \[36, 11\]/,
    );
    await expect(embed(trained.model, { input: same, graph }, engine)).rejects.toThrow(/embed: expression/);
  });
});

type Tissue = ReturnType<typeof tissue>;

/** Two tissues in one graph that does not join them. */
function besides(a: Tissue, b: Tissue) {
  const n = a.graph.starts.length - 1;
  const edges = a.graph.targets.length;
  const stacked = (name: "input" | "expression") => {
    const [x, y] = [a[name], b[name]];
    if (!("values" in x) || !("values" in y)) throw new Error("expected dense rows");
    return { rows: x.rows + y.rows, columns: x.columns, values: Float32Array.of(...x.values, ...y.values) };
  };
  return {
    input: stacked("input"),
    expression: stacked("expression"),
    graph: {
      starts: Uint32Array.of(...a.graph.starts, ...b.graph.starts.subarray(1).map((start) => start + edges)),
      targets: Uint32Array.of(...a.graph.targets, ...b.graph.targets.map((j) => j + n)),
      lengths: Float32Array.of(...a.graph.lengths, ...b.graph.lengths),
    },
  };
}

const rows = (made: Embeddings, name: keyof Embeddings, from: number, to: number) => [
  ...(made[name]?.values.subarray(from, to) ?? []),
];

/** Equal up to the rounding of float32 sums in another order. */
function expectClose(got: readonly number[], expected: readonly number[]): void {
  const largest = Math.max(...expected.map(Math.abs));
  const apart = Math.max(...expected.map((value, e) => Math.abs(got[e] - value)));
  expect(got).toHaveLength(expected.length);
  expect(apart / largest).toBeLessThan(1e-5);
}
