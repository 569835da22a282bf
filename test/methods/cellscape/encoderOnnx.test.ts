import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { scaledRows } from "../../../src/data/scaledExpression.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { encoderOnnx } from "../../../src/methods/cellscape/encoderOnnx.ts";
import { genePlaces, mapShape } from "../../../src/methods/cellscape/network/mapShape.ts";
import type { TrainedModel } from "../../../src/methods/cellscape/trainedModel.ts";
import { run } from "../../../src/run/run.ts";
import { coreSteps } from "../../../src/run/steps.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../../settings.ts";

describe.each(["full", "spatial-only"] as const)("the encoder of the %s variant as ONNX", (variant) => {
  test("gives the embeddings of the run with standard operations, for any number of cells and neighbours", async () => {
    const dataset = simulateTissue({ cells: 150, genes: 150, domains: 3 }, createRandom(1));
    const config = settingsFor({ variant, epochs: 3, domains: 3, threads: 1 });
    const engine = await nativeEngine({ threads: 1 });
    const report = () => undefined;
    const wanted = ["features", "graph", "embeddings", ...(variant === "full" ? (["geneMap"] as const) : [])] as const;
    const { artifacts } = await run(dataset, wanted, coreSteps, {
      ...{ config, report, signal: undefined, clock: () => 0 },
      engine: async () => engine,
    });
    const [{ primary: spatial, others, model: saved }] = artifacts.embeddings;
    const { intrinsic, fused } = others;
    // The model of this method.
    const model = saved as TrainedModel;
    const { graph } = artifacts.graph;
    const n = 150;
    const degree = (i: number) => graph.starts[i + 1] - graph.starts[i];
    // One place more than any cell needs: padding must not count.
    const places = 2 + Math.max(...Array.from({ length: n }, (_, i) => degree(i)));
    const neighbors = new BigInt64Array(n * places);
    const bias = new Float32Array(n * places).fill(-1e9);
    for (let i = 0; i < n; i++) {
      [i, ...graph.targets.subarray(graph.starts[i], graph.starts[i + 1])].forEach((j, place) => {
        neighbors[i * places + place] = BigInt(j);
        bias[i * places + place] = 0;
      });
    }
    const { input, scaled } = artifacts.features;
    const feeds: Record<string, Tensor> = {
      input: new Tensor(
        "float32",
        Float32Array.from(input.values, (value) => model.scale * value),
        [n, input.columns],
      ),
      neighbors: new Tensor("int64", neighbors, [n, places]),
      bias: new Tensor("float32", bias, [n, places]),
    };
    if (model.geneMap && scaled) {
      const shape = mapShape(model.geneMap.side);
      const length = shape.channels * shape.side ** 2;
      const rows = scaledRows(scaled);
      const place = genePlaces(model.geneMap.gene, rows.columns, shape);
      const maps = new Float32Array(n * length);
      const row = new Float32Array(rows.columns);
      for (let i = 0; i < n; i++) {
        rows.fillInto(row, i);
        row.forEach((value, u) => {
          maps[i * length + place[u]] = value;
        });
      }
      feeds.maps = new Tensor("float32", maps, [n, shape.channels, shape.side, shape.side]);
    }
    const bytes = encoderOnnx(model);
    expect(new TextDecoder("latin1").decode(bytes)).not.toContain("FusedMatMul");
    const session = await InferenceSession.create(bytes);
    const made = await session.run(feeds);
    for (const [name, expected] of Object.entries({ spatial, intrinsic, fused })) {
      if (!expected) {
        expect(made[name]).toBeUndefined();
        continue;
      }
      const got = made[name].data as Float32Array; // float32 by the model's own declaration
      const size = Math.max(...Array.from(expected.values, Math.abs));
      const worst = Array.from(expected.values).reduce(
        (most, value, at) => Math.max(most, Math.abs(value - got[at])),
        0,
      );
      // Sums of float32 in another order.
      expect(worst / size, name).toBeLessThan(1e-5);
    }
  });
});
