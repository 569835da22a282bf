import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Graph } from "../../src/data/graph.ts";
import { compare, comparisonSizes } from "../../src/methods/cellscape/comparison.ts";
import { degreesOf, sortByNeighbors, spansOf } from "../../src/nn/arrange.ts";
import { chosen, drawMask } from "../../src/nn/mask.ts";
import { padNeighbors } from "../../src/nn/neighbors.ts";

/** A random symmetric graph of 40 cells; the last has no neighbour. */
function randomGraph(): Graph {
  const rng = createRandom(5);
  const n = 40;
  const near = Array.from({ length: n }, () => new Set<number>());
  for (let e = 0; e < 90; e++) {
    const [i, j] = [rng.integer(n - 1), rng.integer(n - 1)];
    if (i === j) continue;
    near[i].add(j);
    near[j].add(i);
  }
  const lists = near.map((set) => [...set].sort((a, b) => a - b));
  const starts = new Uint32Array(n + 1);
  lists.forEach((list, i) => {
    starts[i + 1] = starts[i] + list.length;
  });
  const edges = lists.flatMap((list, i) => list.map((j) => [i, j]));
  const lengths = Float32Array.from(edges, ([i, j]) => Math.min(i, j) * 100 + Math.max(i, j));
  return { starts, targets: Uint32Array.from(edges, ([, j]) => j), lengths };
}

const graph = randomGraph();
const n = graph.starts.length - 1;
const degree = ({ starts }: Graph, i: number) => starts[i + 1] - starts[i];
const near = ({ starts, targets }: Graph, i: number) => [...targets.subarray(starts[i], starts[i + 1])];

describe("cells sorted by their number of neighbours", () => {
  const { order, graph: sorted } = sortByNeighbors(graph);
  const spans = spansOf(degreesOf(sorted));

  test("have the same neighbours and lengths, ascending, under their new numbers", () => {
    for (let at = 0; at < n; at++) {
      const list = near(sorted, at);
      expect(list).toEqual(list.toSorted((a, b) => a - b));
      expect(list.map((j) => order[j]).sort((a, b) => a - b)).toEqual(near(graph, order[at]));
      list.forEach((j, e) => {
        const [a, b] = [order[at], order[j]].sort((x, y) => x - y);
        expect(sorted.lengths[sorted.starts[at] + e]).toBe(a * 100 + b);
      });
    }
  });

  test("fit their spans, which end with the last cell and the largest list", () => {
    let from = 0;
    for (let s = 0; s < spans.length; s += 2) {
      for (let at = from; at < spans[s]; at++) expect(degree(sorted, at) + 1).toBeLessThanOrEqual(spans[s + 1]);
      from = spans[s];
    }
    expect([spans.at(-2), spans.at(-1)]).toEqual([n, padNeighbors(sorted).places]);
  });
});

test("a padded list holds the cell, its neighbours and then itself, and each place knows the place that answers it", () => {
  const { places, index, reverse, bias } = padNeighbors(graph);
  for (let i = 0; i < n; i++) {
    const list = [...index.subarray(i * places, (i + 1) * places)];
    expect(list.slice(0, degree(graph, i) + 1)).toEqual([i, ...near(graph, i)]);
    expect(new Set(list.slice(degree(graph, i) + 1))).toEqual(new Set(degree(graph, i) + 1 < places ? [i] : []));
    for (let at = i * places; at < (i + 1) * places; at++) {
      expect(Math.floor(reverse[at] / places)).toBe(index[at]);
      expect(index[reverse[at]]).toBe(i);
      expect(reverse[reverse[at]]).toBe(at);
      expect(bias[at]).toBe(at - i * places <= degree(graph, i) ? 0 : Math.fround(-1e9));
    }
  }
});

test("a mask takes its share rounded down, anew for another stream, and never all or none", () => {
  const { masked, visible } = drawMask(41, 0.5, createRandom(0));
  expect([masked.rows.length, visible.rows.length]).toEqual([20, 21]);
  expect([...masked.rows, ...visible.rows].sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, i) => i));
  masked.rows.forEach((cell, place) => {
    expect([masked.places[cell], visible.places[cell]]).toEqual([place, 21]);
  });
  expect(drawMask(41, 0.5, createRandom(1)).masked.rows).not.toEqual(masked.rows);
  expect(drawMask(2, 0.01, createRandom(0)).masked.rows).toHaveLength(1);
  expect(drawMask(2, 0.99, createRandom(0)).visible.rows).toHaveLength(1);
});

describe.each([n, 6])("a comparison of %d anchors", (count) => {
  const sizes = { ...comparisonSizes(degreesOf(graph).sort(), count === n ? n : 6) };
  const anchors = chosen(createRandom(2).permutation(n).slice(0, sizes.anchors), n);
  const found = compare(graph, anchors, sizes);

  test("has room for any choice of anchors", () => {
    expect(sizes.anchors).toBe(count);
    expect(found.candidates.length).toBe(sizes.candidates);
    expect(sizes.candidates).toBeLessThanOrEqual(n);
  });

  test("counts every neighbour of every anchor once", () => {
    const counts = new Map<number, number>();
    for (const i of anchors.rows) for (const j of near(graph, i)) counts.set(j, (counts.get(j) ?? 0) + 1);
    const listed = new Map<number, number>();
    found.candidates.forEach((j, at) => {
      if (found.multiplicity[at] > 0) listed.set(j, found.multiplicity[at]);
      if (found.multiplicity[at] > 0) expect(found.candidateUsers[j]).toBe(at);
    });
    expect(listed).toEqual(counts);
  });

  test("lists each anchor's neighbours, and where each cell is listed", () => {
    const { positives: places } = sizes;
    anchors.rows.forEach((i, anchor) => {
      const at = Array.from({ length: places }, (_, place) => anchor * places + place);
      expect(at.filter((e) => found.isPositive[e] === 1).map((e) => found.positives[e])).toEqual(near(graph, i));
      expect(found.connected[anchor]).toBe(degree(graph, i) > 0 ? 1 : 0);
    });
    for (let j = 0; j < n; j++) {
      const users = [...found.positiveUsers.subarray(j * places, (j + 1) * places)];
      const used = users.filter((e) => e < found.positives.length);
      for (const e of used) expect([found.positives[e], found.isPositive[e]]).toEqual([j, 1]);
      expect(used).toHaveLength(
        found.candidateUsers[j] < sizes.candidates ? found.multiplicity[found.candidateUsers[j]] : 0,
      );
    }
  });
});
