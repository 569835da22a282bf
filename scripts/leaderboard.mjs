// Writes the leaderboard of docs/benchmarks.md from the records of benchmarks; other parts of the document stay.
//
// Run:  npm run build && node scripts/leaderboard.mjs BENCH/bench.json... [--to docs/benchmarks.md]
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { withLeaderboard } from "../dist/src/bench/tables/leaderboard.js";

const { values, positionals } = parseArgs({
  options: { to: { type: "string", default: "docs/benchmarks.md" } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("leaderboard: expected the bench.json of one or more benchmarks, got none");
  process.exit(2);
}
const records = positionals.map((path) => JSON.parse(readFileSync(path, "utf8")));
const before = existsSync(values.to) ? readFileSync(values.to, "utf8") : "# Benchmarks\n";
writeFileSync(values.to, withLeaderboard(before, records));
console.log(`${values.to}: ${records.flatMap(({ data }) => data.map(({ name }) => name)).join(", ")}`);
