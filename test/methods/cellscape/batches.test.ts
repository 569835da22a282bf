import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { Graph } from "../../../src/data/graph.ts";
import { patchBatches, wholeTissue } from "../../../src/methods/cellscape/batches.ts";
import { scaledInput } from "../../../src/nn/inputRows.ts";
import { tissue } from "./tissue.ts";

/** A lattice of 900 cells; one cell is joined to 12 more, so that few batches see a cell of so many neighbours. */
function skewed(): { graph: Graph; input: ReturnType<typeof tissue>["input"] } {
  const { graph, input } = tissue(30, 3);
  const lists = Array.from(
    { length: 900 },
    (_, i) => new Set(graph.targets.subarray(graph.starts[i], graph.starts[i + 1])),
  );
  for (const j of [400, 402, 404, 406, 344, 346, 348, 350, 500, 502, 504, 506]) {
    lists[435].add(j);
    lists[j].add(435);
  }
  const ascending = lists.map((list) => [...list].sort((a, b) => a - b));
  const starts = new Uint32Array(901);
  ascending.forEach((list, i) => {
    starts[i + 1] = starts[i] + list.length;
  });
  const targets = Uint32Array.from(ascending.flat());
  return { input, graph: { starts, targets, lengths: Float32Array.from(targets, (_, e) => e % 7) } };
}

const { graph, input } = skewed();
const plan = { cells: 225, batches: 4, patches: 3, epochs: 6 };
const source = scaledInput(input, 2);
const make = (seed = 0) => patchBatches(graph, source, { plan, anchors: 1024, rng: createRandom(seed) });

describe("batches of patches", () => {
  const { sizes, pass } = make();
  const passes = Array.from({ length: plan.epochs }, (_, epoch) => pass(epoch).map((batch) => batch()));

  test("have the same number of cells, none of them twice in a pass", () => {
    for (const batches of passes) {
      expect(batches.map(({ cells }) => cells.length)).toEqual([225, 225, 225, 225]);
      expect(new Set(batches.flatMap(({ cells }) => [...cells])).size).toBe(900);
    }
  });

  test("have edges of the tissue only, and most of them", () => {
    for (const batches of passes) {
      let kept = 0;
      for (const { cells, graph: own } of batches) {
        cells.forEach((i, at) => {
          const near = graph.targets.subarray(graph.starts[i], graph.starts[i + 1]);
          for (const place of own.targets.subarray(own.starts[at], own.starts[at + 1])) {
            expect(near).toContain(cells[place]);
            kept++;
          }
        });
      }
      expect(kept).toBeGreaterThan(0.7 * graph.targets.length);
    }
  });

  test("fit the lists and spans that all share, whichever cells they hold", () => {
    for (const { graph: own, feeds } of passes.flat()) {
      expect(feeds.index).toHaveLength(225 * sizes.places);
      for (let span = 0, at = 0; span < sizes.spans.length; span += 2) {
        for (; at < sizes.spans[span]; at++) {
          expect(own.starts[at + 1] - own.starts[at] + 1).toBeLessThanOrEqual(sizes.spans[span + 1]);
        }
      }
    }
  });

  test("hold the scaled input of their cells", () => {
    const { cells, feeds } = passes[1][2];
    cells.forEach((cell, at) => {
      const row = Array.from(input.values.subarray(cell * 3, cell * 3 + 3), (value) => 2 * value);
      expect([...feeds.input.subarray(at * 3, at * 3 + 3)]).toEqual(row);
      expect(feeds.lengths[at]).toBeCloseTo(Math.hypot(...row), 5);
    });
  });

  test("are others in every pass, and the same whenever a pass is asked for", () => {
    expect(pass(3)[1]()).toEqual(passes[3][1]);
    expect(make().pass(3)[1]()).toEqual(passes[3][1]);
    expect(passes[2][1].cells).not.toEqual(passes[3][1].cells);
    expect(make(1).pass(3)[1]().cells).not.toEqual(passes[3][1].cells);
  });
});

test("the whole tissue is one batch that stays the same", () => {
  const { sizes, pass } = wholeTissue(graph, source, 1024);
  const [first, ...others] = pass(0);
  expect(others).toHaveLength(0);
  expect(pass(5)[0]()).toBe(first());
  expect([...first().cells].sort((a, b) => a - b)).toEqual(Array.from({ length: 900 }, (_, i) => i));
  expect(sizes.cells).toBe(900);
});
