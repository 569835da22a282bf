import { describe, expect, test } from "vitest";
import { type AllArtifacts, allSteps } from "../../src/analyses/registry.ts";
import { wantedAnalyses } from "../../src/analyses/wanted.ts";
import type { Progress } from "../../src/core/progress.ts";
import { createRandom } from "../../src/core/random.ts";
import { run } from "../../src/run/run.ts";
import type { ConfigInput } from "../../src/session/options/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../settings.ts";

type Advance = Extract<Progress, { kind: "advance" }>;

/** What each step of a run without a network tells of its way, and which steps there were. */
async function advancesOf(wanted: readonly (keyof AllArtifacts)[], input: ConfigInput = {}) {
  const tissue = simulateTissue({ cells: 1500, genes: 400, domains: 3, cellTypes: 4 }, createRandom(3));
  const advances = new Map<string, Advance[]>();
  let open: string | undefined;
  const { artifacts } = await run(tissue, wanted, allSteps(), {
    config: settingsFor({ domains: 3, method: "smooth", ...input }),
    engine: () => Promise.reject(new Error("no engine here")),
    report: (progress) => {
      if (progress.kind === "begin") {
        open = progress.step;
        advances.set(progress.step, []);
      }
      if (progress.kind !== "advance") return;
      expect(progress.step).toBe(open);
      advances.get(progress.step)?.push(progress);
    },
    signal: undefined,
    clock: () => 0,
  });
  return { advances, artifacts: artifacts as Partial<AllArtifacts> };
}

describe("a run with a report", async () => {
  const config = { report: true } as const;
  const { advances } = await advancesOf(
    ["geneMap", ...wantedAnalyses(settingsFor({ method: "smooth", ...config }))],
    config,
  );

  test.each(["geneMap", "spatialNeighbors", "intrinsicNeighbors", "cellTypes", "umaps"].map((step) => [step]))(
    "shows how far %s is",
    (step) => {
      const told = advances.get(step) ?? [];
      expect(told.length).toBeGreaterThan(1);
    },
  );

  test("never goes back, and ends at the whole at most", () => {
    for (const [step, told] of advances) {
      for (const [at, { done, total }] of told.entries()) {
        // The total may be corrected on the way; the share of it that is done never falls.
        const before = at === 0 ? 0 : told[at - 1].done / told[at - 1].total;
        expect(done / total, step).toBeGreaterThanOrEqual(before);
        expect(done, step).toBeLessThanOrEqual(total);
      }
    }
  });
});

test("an analysis that is stopped on its way is left out, and the domains are kept", async () => {
  const tissue = simulateTissue({ cells: 600, genes: 40, domains: 3, cellTypes: 4 }, createRandom(3));
  for (const step of ["spatialNeighbors", "intrinsicNeighbors"] as const) {
    const stop = new AbortController();
    const { artifacts } = await run(tissue, ["domains", step], allSteps(), {
      config: settingsFor({ domains: 3, method: "smooth" }),
      engine: () => Promise.reject(new Error("no engine here")),
      report: (progress) => {
        if (progress.kind === "advance" && progress.step === step) stop.abort();
      },
      signal: stop.signal,
      clock: () => 0,
    });
    expect(artifacts.domains.count).toBe(3);
    expect(artifacts[step]).toBeUndefined();
  }
});
