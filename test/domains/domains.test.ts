import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "../../src/core/random.ts";
import { createTask, type Task } from "../../src/core/task.ts";
import type { Graph } from "../../src/data/graph.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { findDomains as findIn } from "../../src/domains/domains.ts";
import { always, type CandidatePolicy, type DomainPolicy, policies, refinementOver } from "../../src/domains/policy.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { paperRun } from "../../src/methods/paperRun.ts";
import { delaunayGraph } from "../../src/spatial/delaunay.ts";
import { countLabels } from "../cluster/points.ts";
import { inLives } from "../keeper.ts";
import { recordedTask } from "../recordedTask.ts";

/** Bands of tissue side by side, the first the widest, and an embedding of 12 columns in which bands overlap a little. */
function bands(n: number, { k = 3, noise = 0.8, seed = 1 } = {}) {
  const rng = createRandom(seed);
  const centres = Float64Array.from({ length: k * 12 }, () => 1.5 * createRandom(99).split(rng.integer(1e6)).normal());
  const truth = new Int32Array(n);
  const positions = new Float64Array(2 * n);
  const values = new Float64Array(n * 12);
  for (let i = 0; i < n; i++) {
    const x = rng.uniform();
    truth[i] = Math.floor(x ** 0.7 * k);
    positions[2 * i] = x;
    positions[2 * i + 1] = rng.uniform();
    for (let u = 0; u < 12; u++) values[i * 12 + u] = centres[truth[i] * 12 + u] + noise * rng.normal();
  }
  const embedding: Matrix = { rows: n, columns: 12, values };
  return { truth, positions: { rows: n, columns: 2, values: positions }, embedding };
}

interface Changes extends Partial<Pick<CandidatePolicy, "fitAbove">> {
  readonly graph?: Graph;
  readonly neighbors?: number;
}

/** Few fits, with some changes. */
function smallPolicy({ fitAbove, neighbors }: Changes): DomainPolicy {
  const { candidates, refinement, ...others } = policies.default;
  return {
    ...others,
    candidates: {
      ...candidates,
      components: always([5, 8]),
      restarts: 1,
      ...(fitAbove === undefined ? {} : { fitAbove }),
    },
    refinement: neighbors === undefined ? refinement : refinementOver(neighbors, refinement),
  };
}

function findDomains(
  embeddings: readonly Matrix[],
  positions: Matrix,
  count: number,
  changes: Changes,
  rng: Random,
  task?: Task,
) {
  const { graph } = changes;
  return findIn({ embeddings, positions, count, graph }, { policy: smallPolicy(changes) }, rng, task);
}

describe("domains of banded tissue", async () => {
  const { truth, positions, embedding } = bands(600, { noise: 2 });
  const found = await findDomains([embedding], positions, 3, {}, createRandom(1));

  test("are the bands, and refinement brings them nearer", () => {
    const raw = adjustedRandIndex(truth, found.raw);
    const refined = adjustedRandIndex(truth, found.refined);
    expect(refined).toBeGreaterThan(0.9);
    expect(refined).toBeGreaterThan(raw);
  });

  test("are numbered by size, largest first", () => {
    const sizes = found.domains.map(({ size }) => size);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    sizes.forEach((size, k) => {
      expect(found.refined.filter((label) => label === k).length).toBe(size);
    });
  });

  test("have posteriors whose largest is the raw domain", () => {
    for (let i = 0; i < 600; i++) {
      const row = found.posterior.values.subarray(3 * i, 3 * i + 3);
      expect(row.indexOf(Math.max(...row))).toBe(found.raw[i]);
    }
  });

  test("are surer inside than at the borders", () => {
    const border = (i: number) => [1, 2].some((b) => Math.abs(positions.values[2 * i] - (b / 3) ** (1 / 0.7)) < 0.03);
    const mean = (cells: number[]) => cells.reduce((sum, i) => sum + found.confidence[i], 0) / cells.length;
    const cells = [...truth.keys()];
    expect(mean(cells.filter((i) => !border(i)))).toBeGreaterThan(mean(cells.filter(border)) + 0.1);
  });

  test("name the partition that they come from", () => {
    expect(found.partitions.map(({ components }) => components)).toEqual([5, 5, 8, 8]);
    expect(found.partitions.filter(({ chosen }) => chosen).length).toBe(1);
    expect(found.agreement).toBeGreaterThan(0.5);
  });

  test("are the same for the same seed", async () => {
    expect(await findDomains([embedding], positions, 3, {}, createRandom(1))).toEqual(found);
  });
});

test("the number of domains is exact, also where the data hold fewer", async () => {
  const { positions, embedding } = bands(520, { k: 2 });
  for (const count of [1, 2, 9]) {
    const found = await findDomains([embedding], positions, count, {}, createRandom(3));
    expect(countLabels(found.raw)).toBe(count);
    expect(countLabels(found.refined)).toBe(count);
    expect(found.domains.length).toBe(count);
  }
});

test("the partitions of all embeddings enter one medoid", async () => {
  const { truth, positions, embedding } = bands(200);
  const noise = createRandom(8);
  const useless = { ...embedding, values: embedding.values.map(() => noise.normal()) };
  const found = await findDomains([useless, embedding, embedding], positions, 3, {}, createRandom(1));
  expect(found.partitions.length).toBe(12);
  expect(found.partitions.find(({ chosen }) => chosen)?.embedding).not.toBe(0);
  expect(adjustedRandIndex(truth, found.raw)).toBeGreaterThan(0.95);
});

test.each([25, 2])(
  "of several models, those whose domains are connected decide, over %i neighbours",
  async (voters) => {
    const { truth, positions, embedding } = bands(800, { k: 4, noise: 0.5 });
    const joined = (seed: number): Matrix => {
      // The first band and the last are alike; the second falls into two.
      const rng = createRandom(seed);
      const kindOf = (i: number) => [0, positions.values[2 * i + 1] < 0.5 ? 1 : 3, 2, 0][truth[i]];
      const values = new Float64Array(800 * 12);
      for (let i = 0; i < 800; i++) {
        for (let u = 0; u < 12; u++) values[i * 12 + u] = (u % 4 === kindOf(i) ? 4 : 0) + 0.5 * rng.normal();
      }
      return { rows: 800, columns: 12, values };
    };
    const found = await findDomains(
      [joined(1), joined(2), embedding],
      positions,
      4,
      { neighbors: voters },
      createRandom(1),
    );
    expect(found.partitions.find(({ chosen }) => chosen)?.embedding).toBe(2);
    expect(adjustedRandIndex(truth, found.refined)).toBeGreaterThan(0.9);
    expect(adjustedRandIndex(truth, found.raw)).toBeGreaterThan(0.9);
  },
);

test("pieces of tissue that do not touch may each have all domains, though a model tells the pieces apart", async () => {
  const { truth, positions, embedding } = bands(1000, { k: 2, noise: 0.5 });
  const apart = positions.values.map((value, at) =>
    at % 2 === 0 && positions.values[at + 1] < 0.4 ? value + 3 : value,
  );
  const byPiece = (seed: number): Matrix => {
    const rng = createRandom(seed);
    const values = new Float64Array(1000 * 12);
    for (let i = 0; i < 1000; i++) {
      const piece = apart[2 * i] > 2 ? 1 : 0;
      for (let u = 0; u < 12; u++) values[i * 12 + u] = (u % 2 === piece ? 4 : 0) + 0.5 * rng.normal();
    }
    return { rows: 1000, columns: 12, values };
  };
  const models = [byPiece(1), embedding, bands(1000, { k: 2, noise: 0.5 }).embedding];
  const found = await findDomains(models, { ...positions, values: apart }, 2, {}, createRandom(1));
  expect(adjustedRandIndex(truth, found.refined)).toBeGreaterThan(0.9);
});

test("the paper's settings make one fit, without stabilities", async () => {
  const { positions, embedding } = bands(100);
  const found = await findIn(
    { embeddings: [embedding], positions, count: 3, graph: await delaunayGraph(positions) },
    { policy: policies.paper, clustering: paperRun.clustering },
    createRandom(1),
  );
  expect(found.partitions.map(({ start, components }) => [start, components])).toEqual([["model-based tree", 12]]);
  expect(found.domains.every(({ stability, weak }) => Number.isNaN(stability) && !weak)).toBe(true);
});

test("below 500 cells domains are refined only over a given number of neighbours", async () => {
  const { positions, embedding } = bands(150, { noise: 2 });
  const quiet = await findDomains([embedding], positions, 3, {}, createRandom(1));
  expect(quiet.refined).toEqual(quiet.raw);
  const loud = await findDomains([embedding], positions, 3, { neighbors: 25 }, createRandom(1));
  expect(loud.refined).not.toEqual(loud.raw);
});

test("each fit is reported, and a stop ends the work with the partitions that are there", async () => {
  const { positions, embedding } = bands(60);
  const { task, shares: reported } = recordedTask();
  await findDomains([embedding], positions, 2, {}, createRandom(1), task);
  const shares = reported();
  expect(shares.length).toBeGreaterThan(4);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));

  const stop = new AbortController();
  let reports = 0;
  const onSecond = () => {
    if (++reports === 2) stop.abort();
  };
  const stopped = createTask("domains", { report: onSecond, signal: stop.signal });
  const found = await findDomains([embedding], positions, 2, {}, createRandom(1), stopped);
  expect(found.stoppedEarly).toBe(true);
  expect(found.partitions.map(({ components }) => components)).toEqual([5, 5, 8]);
  expect(countLabels(found.refined)).toBe(2);
  const { task: late } = recordedTask({ signal: stop.signal });
  const atOnce = await findDomains([embedding], positions, 2, {}, createRandom(1), late);
  expect(atOnce.partitions.map(({ start }) => start)).toEqual(["ward"]);
});

describe("a search that is cut off after every part", () => {
  test.each([20_000, 200])("ends as one that was not, fits being made on %s cells at most", async (fitAbove) => {
    const { positions, embedding } = bands(520, { noise: 2 });
    const graph = await delaunayGraph(positions);
    const find = (task?: Task) =>
      findDomains([embedding, embedding], positions, 3, { graph, fitAbove }, createRandom(1), task);
    let before = 0;
    const { result, cuts } = await inLives((store) => {
      const { task, advances } = recordedTask({ store });
      return find(task).finally(() => {
        before = Math.max(before, ...advances.map((advance) => (advance.before ?? 0) / advance.total));
      });
    });
    expect(result).toEqual(await find());
    // Two embeddings in two feature sets, with four fits each; agreement, neighbours, and each embedding's refinement.
    expect(cuts).toBe(2 * 2 * (4 + 1) + 2 + 2);
    // What was kept counts as done when the search goes on.
    expect(before).toBeGreaterThan(0.9);
  });
});

describe("domains of more cells than mixtures are fitted on", async () => {
  const { truth, positions, embedding } = bands(3000, { noise: 2 });
  const graph = await delaunayGraph(positions);
  const options = { graph };
  const sampled = await findDomains([embedding], positions, 3, { ...options, fitAbove: 600 }, createRandom(1));
  const whole = await findDomains([embedding], positions, 3, options, createRandom(1));

  test("are about those of fits on all cells", () => {
    expect(adjustedRandIndex(whole.refined, sampled.refined)).toBeGreaterThan(0.97);
    expect(adjustedRandIndex(truth, sampled.refined)).toBeGreaterThan(adjustedRandIndex(truth, whole.refined) - 0.01);
  });

  test("are the likeliest components, of which the posteriors tell", () => {
    const { values, columns } = sampled.posterior;
    for (let i = 0; i < 3000; i++) {
      const row = values.subarray(columns * i, columns * (i + 1));
      expect([...row].reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      expect(row[sampled.raw[i]]).toBe(Math.max(...row));
    }
  });

  test("have the number of domains and come out the same for the same seed", async () => {
    const many = { ...options, fitAbove: 100 };
    const found = await findDomains([embedding], positions, 12, many, createRandom(2));
    expect(countLabels(found.raw)).toBe(12);
    expect(countLabels(found.refined)).toBe(12);
    expect(await findDomains([embedding], positions, 12, many, createRandom(2))).toEqual(found);
  });
});

test("too many domains, no embedding, and an embedding of other cells are refused", async () => {
  const { positions, embedding } = bands(10);
  const rng = createRandom(1);
  await expect(findDomains([embedding], positions, 11, {}, rng)).rejects.toThrow(
    /expected 1 to 10 domains for 10 cells, got 11/,
  );
  await expect(findDomains([], positions, 2, {}, rng)).rejects.toThrow(/at least one embedding/);
  await expect(findDomains([bands(9).embedding], positions, 2, {}, rng)).rejects.toThrow(/cells=10/);
});
