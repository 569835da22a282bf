import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { completeOptions, type SimulateOptions } from "../../src/simulate/options.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { tissueNames, tissues } from "../../src/simulate/tissues.ts";

const simulate = (options: SimulateOptions) => simulateTissue({ cells: 900, ...options }, createRandom(1));

function codesOf({ obs }: Dataset, name: string): Int32Array {
  const column = obs.columns.get(name);
  if (column?.kind !== "category") throw new Error(`no category ${name}`);
  return column.codes;
}

/** Mean log ratio of the markers of two neighbouring domains in a group of cells, those of the first over those of the other. */
function markerRatio(tissue: Dataset, inGroup: (i: number) => boolean, [a, b]: readonly [number, number]): number {
  const marked = tissue.var.columns.get("marker_of_domain");
  if (marked?.kind !== "category") throw new Error("no markers");
  const sums = [1, 1];
  const { counts } = tissue;
  for (let i = 0; i < counts.rows; i++) {
    if (!inGroup(i)) continue;
    for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) {
      const at = [a, b].indexOf(marked.codes[counts.indices[e]]);
      if (at >= 0) sums[at] += counts.values[e];
    }
  }
  return Math.log(sums[0] / sums[1]);
}

test.each(tissueNames)("%s sets its options, and what is given stands above them", (tissue) => {
  const complete = completeOptions({ tissue });
  for (const [name, value] of Object.entries(tissues[tissue].options)) {
    expect(complete[name as keyof typeof complete]).toBe(value);
  }
  expect(completeOptions({ tissue, domains: 9 })).toMatchObject({ domains: 9, cells: 2000 });
  const { obs } = simulate({ tissue, genes: 20 });
  expect(new Set(codesOf({ obs } as Dataset, "domain")).size).toBe(complete.domains);
});

test("domains of composition alone have no markers of their own, and differ in what they consist of", () => {
  const tissue = simulate({ cells: 3000, tissue: "composition", genes: 60, cellTypes: 3 });
  const [domain, type] = [codesOf(tissue, "domain"), codesOf(tissue, "cell_type")];
  // Within a cell type the domain changes nothing.
  const within = [0, 1].map((k) => markerRatio(tissue, (i) => domain[i] === k && type[i] === 0, [0, 1]));
  const plain = simulate({ cells: 3000, domains: 6, genes: 60, cellTypes: 3 });
  const [d, t] = [codesOf(plain, "domain"), codesOf(plain, "cell_type")];
  const marked = [0, 1].map((k) => markerRatio(plain, (i) => d[i] === k && t[i] === 0, [0, 1]));
  expect(Math.abs(within[0] - within[1])).toBeLessThan(0.15);
  expect(marked[0] - marked[1]).toBeGreaterThan(1);
  const share = (k: number) => {
    const own = [...domain.keys()].filter((i) => domain[i] === k);
    return own.filter((i) => type[i] === 0).length / own.length;
  };
  const shares = [0, 1, 2, 3, 4, 5].map(share);
  expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.3);
});

test("with a gradient the markers of a layer fall towards its boundary, without one they do not", () => {
  const fall = (gradient: number) => {
    const tissue = simulate({ cells: 4000, domains: 2, genes: 60, gradient, cellTypes: 1 });
    const domain = codesOf(tissue, "domain");
    const y = (i: number) => tissue.positions.values[2 * i + 1];
    const inside = [...domain.keys()].filter((i) => domain[i] === 0).sort((a, b) => y(a) - y(b));
    const third = Math.floor(inside.length / 3);
    // Whether the layer is the upper one depends on the tissue's bending only; its far end is where y is least.
    const [far, near] = [new Set(inside.slice(0, third)), new Set(inside.slice(-third))];
    return markerRatio(tissue, (i) => far.has(i), [0, 1]) - markerRatio(tissue, (i) => near.has(i), [0, 1]);
  };
  expect(Math.abs(fall(0))).toBeLessThan(0.2);
  expect(fall(15)).toBeGreaterThan(0.4);
});

test("a torn section falls into pieces of unequal width, and keeps its cells, domains and counts", () => {
  const whole = simulate({ genes: 20 });
  const torn = simulate({ genes: 20, pieces: 3 });
  expect(torn.counts).toEqual(whole.counts);
  expect(codesOf(torn, "domain")).toEqual(codesOf(whole, "domain"));
  const x = Array.from({ length: 900 }, (_, i) => torn.positions.values[2 * i]).sort((a, b) => a - b);
  const gaps = x.flatMap((value, i) => (i > 0 && value - x[i - 1] > 100 ? [i] : []));
  expect(gaps.length).toBe(2);
  const sizes = [gaps[0], gaps[1] - gaps[0], 900 - gaps[1]];
  expect(sizes[0] / sizes[1]).toBeGreaterThan(1.7);
  expect(sizes[1] / sizes[2]).toBeGreaterThan(1.7);
});

test.each([
  [{ tissue: "thick" }, "simulate tissue: expected"],
  [{ domains: 5, thinLayers: 3 }, "simulate thinLayers: expected at most half of the 5 domains, got 3"],
  [{ cells: 3, pieces: 4 }, "simulate pieces: expected at most one for each cell of a sample, got 4"],
] as const)("refuses %j", (options, message) => {
  expect(() => simulate(options as SimulateOptions)).toThrow(message);
});
