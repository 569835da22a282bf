// Writes the leaderboard of docs/benchmarks.md from the records of benchmarks, and the table of methods in README.md from the
// first of them; other parts of the documents stay.
//
// Run:  npm run build && node scripts/leaderboard.mjs BENCH/bench.json... [--to docs/benchmarks.md] [--readme README.md]
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { withLeaderboard, withOverview } from "../dist/src/bench/tables/leaderboard.js";

const { values, positionals } = parseArgs({
  options: {
    to: { type: "string", default: "docs/benchmarks.md" },
    readme: { type: "string" },
  },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("leaderboard: expected the bench.json of one or more benchmarks, got none");
  process.exit(2);
}
const records = positionals.map((path) => JSON.parse(readFileSync(path, "utf8")));
const before = existsSync(values.to) ? readFileSync(values.to, "utf8") : "# Benchmarks\n";
writeFileSync(values.to, withLeaderboard(before, records));
if (values.readme !== undefined) {
  writeFileSync(values.readme, withOverview(readFileSync(values.readme, "utf8"), records[0]));
}
console.log(`${values.to}: ${records.flatMap(({ data }) => data.map(({ name }) => name)).join(", ")}`);
