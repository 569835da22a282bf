import { expect, test } from "vitest";
import { leaderboard, leaderboardMarks, withLeaderboard, withOverview } from "../../../src/bench/tables/leaderboard.ts";
import { benchOf, runAt } from "../record.ts";

const scores = { low: [0.5, 0.52, 0.54], cellscape: [0.7, 0.72, 0.74] };
const record = benchOf(
  [
    ...Object.entries(scores).flatMap(([method, all]) => all.map((score, seed) => runAt(method, seed, score))),
    { ...runAt("lost", 0, 0), scores: undefined, failure: "failed: out of memory after 3.2 GB", cost: {} },
  ],
  { reference: "cellscape", command: ["bench", "/some/where/slice.h5ad", "--methods", "cellscape,a b"] },
);
const document = "# Benchmarks\n\n## Domains and hints\n\nText of another part.\n";

test("rows stand in the order of their scores, with failures last, and nothing of the machine", () => {
  const text = withLeaderboard(document, [record]);
  const methods = [...text.matchAll(/^\| (cellscape|low|lost) \|/gm)].map(([, name]) => name);
  expect(methods).toEqual(["cellscape", "low", "lost"]);
  expect(text).toContain("0; 1 failed: out of memory after 3.2 GB");
  expect(text).toContain('`cellscape bench slice.h5ad --methods "cellscape,a b"`');
  expect(text).not.toContain("/some/where");
  expect(text).not.toMatch(/NaN|undefined/);
});

test("the part is written again in its place, and others stay", () => {
  const once = withLeaderboard(`${document}`, [record]);
  const behind = `${once}\n## Behind\n`;
  const again = withLeaderboard(behind, [{ ...record, hash: "other" }]);
  expect(again).toContain("Text of another part.");
  expect(again.trimEnd().endsWith("## Behind")).toBe(true);
  expect(again.split(leaderboardMarks[0])).toHaveLength(2);
  expect(again).toContain("`other`");
  expect(again).not.toContain(record.hash);
});

test("methods are compared over data sets by their means, with the error of the paired difference", () => {
  const runs = ["a", "b", "c"].flatMap((data, at) => [
    ...[0, 1].map((seed) => runAt("cellscape", seed, 0.7 + 0.1 * at + 0.02 * seed, data)),
    ...[0, 1].map((seed) => runAt("low", seed, 0.6 + 0.09 * at + 0.02 * seed, data)),
  ]);
  const several = benchOf(runs, { reference: "cellscape" });
  const text = withOverview("# Read me\n", several);
  // Means 0.71, 0.81, 0.91 and 0.61, 0.70, 0.79: differences -0.10, -0.11, -0.12, whose standard error is 0.01 / sqrt(3).
  expect(text).toContain("| cellscape | 0.810 | reference |  |");
  expect(text).toMatch(/\| low \| 0\.700 \| -0\.110 \(0\.006\) \| 0\.003 /);
  expect(text).toContain("Means over 3 data sets of the means over 2 seeds.");
  expect(withOverview(text, several)).toBe(text);
  const whole = leaderboard([several]);
  expect(whole).toContain("### Over 3 data sets");
  expect(whole).toMatch(/\| low \| 0\.700 \| 0\.700 \| 0\.700 \| -0\.110 \(0\.006\) \| 0\.003 .* \| 3 \|/);
  const [, varied] = several.methods;
  const methods = [several.methods[0], { ...varied, settings: { method: "low", preset: "paper" } }];
  expect(withOverview("", { ...several, methods })).not.toContain("| low |");
  expect(leaderboard([record])).not.toContain("### Over");
});
