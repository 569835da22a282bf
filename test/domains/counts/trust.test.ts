import { expect, test } from "vitest";
import { countTrustText } from "../../../src/domains/counts/trust.ts";
import { policies } from "../../../src/domains/policy.ts";
import { settingsFor } from "../../settings.ts";

// A change of the criterion changes what is said of it, which has to be measured anew (bench/hardTissue.mjs).

test("what is said of the selected number was measured with these settings", () => {
  const { components, restarts, sampleAbove, leastCells, largest } = policies.default.count;
  expect({ components, restarts, sampleAbove, leastCells, largest }).toEqual({
    ...{ components: [10, 15, 20], restarts: 1, sampleAbove: 2000, leastCells: 10, largest: 20 },
  });
  expect(settingsFor({}).policy.count.largest).toBe(largest);
  expect(countTrustText).toContain("56 % of the runs on annotated tissue and 56 % on simulated tissue");
});
