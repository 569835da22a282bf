import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { clusterDomains } from "../../../src/domains/clusterDomains.ts";
import { prepareHints } from "../../../src/domains/hints/session.ts";
import { principalComponents } from "../../../src/math/linearAlgebra/pca.ts";
import { normalizedMutualInformation } from "../../../src/math/statistics/agreement.ts";
import { normalizeLog } from "../../../src/preprocess/transform/normalize.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { buildGraph } from "../../../src/spatial/graph.ts";
import { smooth } from "../../../src/spatial/smooth.ts";
import { someOf } from "./strips.ts";

test("five hints per layer raise the agreement with the truth of a simulated tissue whose layers are weak", async () => {
  const made = simulateTissue({ cells: 600, genes: 60, domains: 5, signal: 0.6 }, createRandom(2));
  const domain = made.obs.columns.get("domain");
  if (domain?.kind !== "category") throw new Error("the simulator writes categories");
  const truth = domain.codes;
  const { scores: expression } = await principalComponents(await normalizeLog(made.counts), 30);
  const { positions } = made;
  const { graph } = await buildGraph(positions);
  const embedding = await smooth(expression, graph, 2);
  const { refined } = await clusterDomains(embedding, positions, 5, { graph });
  const session = await prepareHints(
    { embedding, expression, positions, graph },
    { labels: refined, count: 5 },
    { count: 5 },
  );
  const hints = someOf(truth, 5, [0, 1, 2, 3, 4], createRandom(0));
  const { domains } = await session.label(hints);
  const hinted = new Set(hints.cells);
  const others = (labels: Int32Array) => labels.filter((_, i) => !hinted.has(i));
  const score = (labels: Int32Array) => normalizedMutualInformation(others(truth), others(labels));
  expect([score(refined), score(domains.refined)].map((value) => Number(value.toFixed(3)))).toMatchInlineSnapshot(`
    [
      0.48,
      0.532,
    ]
  `);
  expect(score(domains.refined)).toBeGreaterThan(score(refined) + 0.05);
});
