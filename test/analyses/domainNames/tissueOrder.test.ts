import { expect, test } from "vitest";
import { depthOrder, pathOrder } from "../../../src/analyses/domainNames/tissueOrder.ts";
import type { Graph } from "../../../src/data/graph.ts";

/** Cells in a row, each with its neighbours; `gaps` are cells with no edge to the next. */
function row(cells: number, gaps: readonly number[] = []): Graph {
  const targets: number[] = [];
  const starts = [0];
  for (let i = 0; i < cells; i++) {
    if (i > 0 && !gaps.includes(i - 1)) targets.push(i - 1);
    if (i < cells - 1 && !gaps.includes(i)) targets.push(i + 1);
    starts.push(targets.length);
  }
  return {
    starts: Uint32Array.from(starts),
    targets: Uint32Array.from(targets),
    lengths: new Float32Array(targets.length),
  };
}

const layers = Int32Array.from([2, 2, 0, 0, 0, 3, 3, 1, 1, 1, 4, 4]);

test("layers follow each other along their borders, beginning at the end with the lower number", () => {
  expect(pathOrder({ labels: layers, count: 5, graph: row(12) })).toEqual([2, 0, 3, 1, 4]);
});

test("the path begins near the domain that is named", () => {
  expect(pathOrder({ labels: layers, count: 5, graph: row(12) }, 4)).toEqual([4, 1, 3, 0, 2]);
  expect(pathOrder({ labels: layers, count: 5, graph: row(12) }, 0)).toEqual([2, 0, 3, 1, 4]);
});

test("domains without a common border are paths of their own, that of the named domain first", () => {
  const labels = Int32Array.from([1, 1, 0, 0, 3, 3, 2, 2]);
  const graph = row(8, [3]);
  expect(pathOrder({ labels, count: 4, graph })).toEqual([0, 1, 2, 3]);
  expect(pathOrder({ labels, count: 4, graph }, 3)).toEqual([3, 2, 0, 1]);
});

test("depth is the mean number of edges from a domain, and domains that it does not reach come last", () => {
  expect(depthOrder({ labels: layers, count: 5, graph: row(12) }, 3)).toEqual([3, 0, 1, 2, 4]);
  const labels = Int32Array.from([1, 1, 0, 0, 3, 3, 2, 2]);
  expect(depthOrder({ labels, count: 4, graph: row(8, [3]) }, 2)).toEqual([2, 3, 0, 1]);
});
