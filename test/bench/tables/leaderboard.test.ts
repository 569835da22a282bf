import { expect, test } from "vitest";
import { leaderboardMarks, withLeaderboard } from "../../../src/bench/tables/leaderboard.ts";
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
