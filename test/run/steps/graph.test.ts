import { describe, expect, test } from "vitest";
import { makeGraph } from "../../../src/run/steps/graph.ts";
import type { ConfigInput } from "../../../src/session/options/run.ts";
import { positionsOf } from "../../spatial/graphs.ts";
import { stepContext } from "../stepContext.ts";

/** Two rows of four cells, and a cell that lies far from all. */
const xy = [0, 0, 1, 0.1, 2, 0, 3, 0.1, 0, 1, 1, 1.1, 2, 1, 3, 1.2, 40, 40];

async function make(input: ConfigInput, samples?: readonly number[]) {
  const { context, notes, warnings } = stepContext({ method: "smooth", domains: 2, ...input });
  const positions = positionsOf(xy);
  const selection = {
    ...{ cells: Uint32Array.from({ length: 9 }, (_, i) => i), genes: new Uint32Array(0), normalize: true },
    ...{ counts: { rows: 9, columns: 0, starts: new Uint32Array(10), indices: new Uint32Array(0) } },
    ...{ totals: new Float64Array(9), variable: undefined },
    samples: samples && { names: ["a", "b"], codes: Int32Array.from(samples) },
    positions,
  };
  const counts = { ...selection.counts, values: new Float32Array(0) };
  return { graph: await makeGraph({ selection: { ...selection, counts } }, context), notes, warnings };
}

describe("the graph", () => {
  test("has the kind, neighbours and radius of the settings, and is described", async () => {
    const { graph, notes, warnings } = await make({ graph: "nearest", neighbors: 1, radius: 2 });
    expect(graph.kind).toBe("nearest");
    expect(notes).toEqual([graph.description]);
    expect([...graph.graph.targets.slice(0, graph.graph.starts[1])]).toEqual([4]);
    expect(warnings).toEqual(["1 of 9 cells have no neighbour; only their own expression is used"]);
  });

  test("joins no cells of different samples", async () => {
    const samples = [0, 0, 0, 0, 1, 1, 1, 1, 1];
    const { graph } = await make({ graph: "nearest", neighbors: 2 }, samples);
    const { starts, targets } = graph.graph;
    for (let i = 0; i < 9; i++) {
      for (const j of targets.slice(starts[i], starts[i + 1])) expect(samples[j]).toBe(samples[i]);
    }
    expect(targets.length).toBeGreaterThanOrEqual(18);
  });

  test("is refused where the radius reaches no neighbour, with the distance of neighbours", async () => {
    await expect(make({ graph: "nearest", neighbors: 1, radius: 0.2 })).rejects.toThrow(
      /^--radius: expected a length beyond the distance of neighbouring cells, which is about 1.*, got 0.2: no cell/,
    );
  });
});
