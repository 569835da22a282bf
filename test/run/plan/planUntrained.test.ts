import { expect, test } from "vitest";
import { planRun } from "../../../src/run/plan/planRun.ts";
import { fitUntrained, planUntrained } from "../../../src/run/plan/planUntrained.ts";
import { settingsFor } from "../../settings.ts";

const size = { cells: 50_000, genes: 1000, entries: 5_000_000 };
const config = settingsFor({});
const applied = { description: "no training", embeds: true };

test("what trains nothing has no training stage and needs less than the run that trained", () => {
  const plan = planUntrained(size, config, applied);
  expect(plan.stages.train).toBeUndefined();
  expect(plan.method).toMatchObject({ steps: 0, description: "no training" });
  expect(plan.peak).toBeLessThan(planRun(size, config).peak);
});

test("what embeds nothing is read and prepared only, in less memory", () => {
  const plan = planUntrained(size, config, { description: "a test", embeds: false });
  expect(Object.keys(plan.stages)).toEqual(["read", "prepare"]);
  expect(plan.peak).toBeLessThan(planUntrained(size, config, applied).peak);
});

test("what does not fit is refused with the part that needs most and what would do", () => {
  const { peak } = planUntrained(size, config, applied);
  expect(fitUntrained(size, config, peak, applied).config).toBe(config);
  expect(() => fitUntrained(size, config, peak - 1, applied)).toThrow(
    /^memory: expected at least \d+ MB to (cluster|write) 50000 cells x 1000 genes, got \d+ MB; give --memory \d+MB or more/,
  );
});
