import { expect, test } from "vitest";
import { allSteps } from "../../../src/analyses/registry.ts";
import { createRandom } from "../../../src/core/random.ts";
import { normalizedMutualInformation } from "../../../src/math/statistics/agreement.ts";
import { run } from "../../../src/run/run.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../../settings.ts";

const tissue = simulateTissue({ cells: 600, genes: 60, domains: 4, signal: 1.5 }, createRandom(6));
const truth = tissue.obs.columns.get("domain");
const codes = truth?.kind === "category" ? truth.codes : new Int32Array(0);

async function found(features: "components" | "maf", seed = 0) {
  const config = settingsFor({ domains: 4, method: "smooth", features, seed });
  const engine = () => Promise.reject(new Error("no engine here"));
  const context = { config, engine, report: () => undefined, signal: undefined, clock: () => 0 };
  return (await run(tissue, ["embeddings", "domains"], allSteps(), context)).artifacts;
}

test("autocorrelation factors are fewer than the components, and domains of them follow the tissue", async () => {
  const [components, factors] = [await found("components"), await found("maf")];
  const columns = (made: typeof factors) => made.embeddings[0].primary.columns;
  expect(columns(factors)).toBeLessThan(columns(components) / 2);
  expect(normalizedMutualInformation(factors.domains.refined, codes)).toBeGreaterThan(0.6);
});

test("factors do not depend on the seed", async () => {
  const [a, b] = [await found("maf", 0), await found("maf", 7)];
  expect(a.embeddings[0].primary).toEqual(b.embeddings[0].primary);
});
