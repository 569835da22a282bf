import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { run } from "../../../src/run/run.ts";
import { thinDomainsWarning } from "../../../src/run/steps/thinDomains.ts";
import { coreSteps } from "../../../src/run/steps.ts";
import { datasetOf } from "../../datasets.ts";
import { settingsFor } from "../../settings.ts";

const [side, genes] = [16, 60];
const spots = side * side;
const config = settingsFor({ domains: 2, threads: 1 });

/** Counts of spots on a square lattice, each of one of two kinds. */
async function latticeOf(kindOf: (spot: number) => number) {
  const rng = createRandom(4);
  const counts = Array.from({ length: spots }, (_, spot) => {
    const kind = kindOf(spot);
    return Array.from({ length: genes }, (_, gene) => {
      const mean = gene % 2 === kind ? 16 : 6;
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * rng.normal()));
    });
  });
  const values = Float64Array.from({ length: 2 * spots }, (_, e) => {
    const spot = e >> 1;
    return e % 2 ? Math.floor(spot / side) : spot % side;
  });
  const tissue = datasetOf(counts, { positions: { rows: spots, columns: 2, values } });
  const { artifacts } = await run(tissue, ["selection", "graph", "features"], coreSteps, {
    ...{ config, report: () => undefined, signal: undefined, clock: () => 0 },
    engine: () => nativeEngine({ threads: 1 }),
  });
  return artifacts;
}

test("spots that are unlike their neighbours are warned of, from components of the run or without them", async () => {
  const kinds = createRandom(1).permutation(spots);
  const { features, ...made } = await latticeOf((spot) => kinds[spot] % 2);
  expect(made.graph.layout.kind).toBe("lattice");
  expect(await thinDomainsWarning({ ...made, features }, config)).toMatch(/thinner than the neighbourhood/);
  expect(await thinDomainsWarning(made, config)).toMatch(/thinner than the neighbourhood/);
});

test("halves of a tissue are no thin domains", async () => {
  const { features, ...made } = await latticeOf((spot) => (spot < spots / 2 ? 0 : 1));
  expect(await thinDomainsWarning({ ...made, features }, config)).toBeUndefined();
  expect(await thinDomainsWarning(made, config)).toBeUndefined();
});
