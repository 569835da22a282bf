// Writes the leaderboard of docs/benchmarks.md from the records of benchmarks, and the table of methods in README.md from the
// first of them; other parts of the documents stay.
//
// Run:  npm run build && node scripts/leaderboard.mjs [BENCH/bench.json...] [--record bench/annotated.json]
//                                                     [--to docs/benchmarks.md] [--readme README.md]
//
// --record adds the runs of the benchmarks to a record that is kept, numbers with six digits, and takes the leaderboard from it:
// seeds that are run one after the other, on one machine or several, become one table.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { joinRecords } from "../dist/src/bench/joinRecords.js";
import { withLeaderboard, withOverview } from "../dist/src/bench/tables/leaderboard.js";

const { values, positionals } = parseArgs({
  options: {
    to: { type: "string", default: "docs/benchmarks.md" },
    readme: { type: "string" },
    record: { type: "string" },
  },
  allowPositionals: true,
});
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const given = positionals.map(read);
const records = values.record === undefined ? given : [kept(values.record)];
if (records.length === 0) {
  console.error("leaderboard: expected the bench.json of one or more benchmarks, got none");
  process.exit(2);
}
const before = existsSync(values.to) ? readFileSync(values.to, "utf8") : "# Benchmarks\n";
writeFileSync(values.to, withLeaderboard(before, records));
if (values.readme !== undefined) {
  writeFileSync(values.readme, withOverview(readFileSync(values.readme, "utf8"), records[0]));
}
console.log(`${values.to}: ${records.flatMap(({ data }) => data.map(({ name }) => name)).join(", ")}`);

/** The record that is kept, with the runs of the given ones: a line for each run. */
function kept(path) {
  const all = existsSync(path) ? [read(path), ...given] : given;
  const { runs, command, ...others } = all.reduce(joinRecords);
  // Folders are those of a machine.
  const facts = { ...others, command: command.map((word) => word.split("/").at(-1)) };
  const line = (run) =>
    JSON.stringify(run, (_, value) => (typeof value === "number" ? Number(value.toPrecision(6)) : value));
  const head = JSON.stringify(facts).slice(0, -1);
  writeFileSync(path, `${head},"runs":[\n${runs.map(line).join(",\n")}\n]}\n`);
  return read(path);
}
