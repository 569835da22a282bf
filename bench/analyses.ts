/**
 * Seconds of the statistics of src/analysis on made-up tissues: wall and CPU.
 *
 * Run: npx rolldown bench/analyses.ts --platform node -o "$TMPDIR/analyses.mjs" && node "$TMPDIR/analyses.mjs"
 */

import { compositionEnrichment } from "../src/analyses/composition/compositionEnrichment.ts";
import { coOccurrence } from "../src/analyses/coOccurrence/coOccurrence.ts";
import { rankMarkers } from "../src/analyses/markers/markers.ts";
import { neighborhoodEnrichment } from "../src/analyses/neighborhoods/neighborhoods.ts";
import { spatialGenes } from "../src/analyses/spatialGenes/spatialGenes.ts";
import { createRandom, type Random } from "../src/core/random.ts";
import type { Graph } from "../src/data/graph.ts";
import type { Sparse } from "../src/data/sparse.ts";
import type { CategoryColumn } from "../src/data/table.ts";

function expressionOf(n: number, p: number, density: number, rng: Random): Sparse {
  const rates = Float64Array.from({ length: p }, () => 2 * density * rng.uniform());
  const starts = new Uint32Array(n + 1);
  const indices = new Uint32Array(Math.ceil(1.2 * n * p * density));
  const values = new Float32Array(indices.length);
  let e = 0;
  for (let i = 0; i < n; i++) {
    const depth = 0.5 + rng.uniform();
    for (let u = 0; u < p; u++) {
      if (rng.uniform() >= rates[u]) continue;
      indices[e] = u;
      values[e++] = Math.log1p((1 + rng.integer(5)) * depth);
    }
    starts[i + 1] = e;
  }
  return { rows: n, columns: p, starts, indices: indices.slice(0, e), values: values.slice(0, e) };
}

function groupsOf(n: number, count: number, rng: Random): CategoryColumn {
  const categories = Array.from({ length: count }, (_, g) => `group ${g}`);
  return {
    kind: "category",
    codes: Int32Array.from({ length: n }, () => rng.integer(count)),
    categories,
    ordered: false,
  };
}

/** A square lattice with both diagonals' first: six neighbours a cell, as in a triangulation. */
function latticeOf(n: number): Graph {
  const side = Math.ceil(Math.sqrt(n));
  const starts = new Uint32Array(n + 1);
  const targets: number[] = [];
  for (let i = 0; i < n; i++) {
    const column = i % side;
    for (const [dx, dy] of [
      [-1, -1],
      [0, -1],
      [-1, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ]) {
      const j = i + dy * side + dx;
      if (column + dx >= 0 && column + dx < side && j >= 0 && j < n) targets.push(j);
    }
    starts[i + 1] = targets.length;
  }
  return { starts, targets: Uint32Array.from(targets), lengths: new Float32Array(targets.length).fill(1) };
}

async function time(what: string, work: () => unknown): Promise<void> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const wall = (performance.now() - start) / 1000;
  console.log(`${what.padEnd(60)} wall ${wall.toFixed(2)} s, CPU ${((user + system) / 1e6).toFixed(2)} s`);
}

for (const [n, p, density, groups] of [
  [36_602, 248, 0.3, 12],
  [20_000, 15_000, 0.08, 10],
]) {
  const rng = createRandom(1);
  const expression = expressionOf(n, p, density, rng);
  const domains = groupsOf(n, groups, rng);
  const name = `${n} x ${p} x ${groups}, ${(expression.values.length / 1e6).toFixed(1)} M entries:`;
  await time(`${name} markers`, () => rankMarkers(expression, domains));
  await time(`${name} markers against one`, () => rankMarkers(expression, domains, { reference: "group 1" }));
  const graph = latticeOf(n);
  await time(`${name} Moran`, () => spatialGenes(expression, graph));
  if (p > 1000) continue;
  await time(`${name} Moran, 100 permutations`, () => spatialGenes(expression, graph, { permutations: 100 }));
  await time(`${name} neighbourhoods`, () => neighborhoodEnrichment(graph, domains));
  const types = groupsOf(n, 20, rng);
  await time(`${name} composition`, () => compositionEnrichment(domains, types));
  const positions = { rows: n, columns: 2, values: Float32Array.from({ length: 2 * n }, () => 5000 * rng.uniform()) };
  await time(`${name} co-occurrence, 50 distances`, () => coOccurrence(positions, types));
}
