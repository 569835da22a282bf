import { expect, test } from "vitest";
import { paperTables } from "../../../src/bench/tables/paperTable.ts";
import { resultLines } from "../../../src/bench/tables/resultLines.ts";
import { runTable } from "../../../src/bench/tables/runTable.ts";
import { summaryCsv } from "../../../src/bench/tables/summaryCsv.ts";
import { latexOf, markdownOf } from "../../../src/bench/tables/textTables.ts";
import { benchOf, runAt, unlabelled } from "../record.ts";

const values = { cellscape: [0.7, 0.72, 0.74], "a_b|c": [0.5, 0.53, 0.55] };
const record = benchOf([
  ...Object.entries(values).flatMap(([method, scores]) => scores.map((score, seed) => runAt(method, seed, score))),
  { ...runAt("lost", 0, 0), scores: undefined, failure: "failed: time limit after 5.0 s", cost: {} },
]);

test("every run is a row of runs.csv, failures among them", () => {
  const [header, ...lines] = runTable(record).trim().split("\n");
  expect(lines).toHaveLength(7);
  expect(header.split(",").slice(0, 5)).toEqual(["data", "method", "seed", "failure", "nmi_raw"]);
  expect(lines[0]).toMatch(/^slice,cellscape,0,,0\.7,/);
  expect(lines[6]).toMatch(/^slice,lost,0,failed: time limit after 5\.0 s,,/);
});

test("summary.csv has a row per data set, method and refinement, with tests", () => {
  const [header, ...lines] = summaryCsv(record).trim().split("\n");
  expect(lines).toHaveLength(9);
  const at = (line: string, name: string) => line.split(",")[header.split(",").indexOf(name)];
  expect(at(lines[0], "nmi_mean")).toBe("0.72");
  expect(Number(at(lines[3], "nmi_p_holm"))).toBeLessThan(0.01);
  expect(at(lines[3], "stars")).toBe("***");
  expect(at(lines[6], "untested")).toBe("no result");
});

test("tables for papers have means with deviations, and names that no markup eats", () => {
  const tables = paperTables(record);
  const markdown = markdownOf(tables);
  expect(markdown).toContain("| cellscape | 0.720 ± 0.020 |");
  expect(markdown).toContain("| a_b\\|c |");
  expect(markdown).toContain("| 0 (1 failed) |");
  const latex = latexOf(tables);
  expect(latex).toContain("a\\_b|c & 0.527 $\\pm$ 0.025");
  expect(latex.match(/\\begin\{tabular\}/g)).toHaveLength(1);
  expect(resultLines(record).at(-1)).toBe("slice, lost, seed 0: failed: time limit after 5.0 s");
});

test("without known labels tables have PAS and CHAOS in place of agreement", () => {
  const without = unlabelled(record);
  const [table] = paperTables(without);
  expect(table.columns.slice(1, 8)).toEqual([
    ...["PAS raw", "PAS own", "PAS vote", "CHAOS raw", "CHAOS own", "CHAOS vote", "p"],
  ]);
  expect(table.rows[0][1]).toBe("0.280 ± 0.020");
  expect(table.rows[1][7]).toMatch(/\*{3}$/);
  expect(table.caption).toContain("no known labels");
  const [header, first] = runTable(without).split("\n");
  const at = (name: string) => first.split(",")[header.split(",").indexOf(name)];
  expect([at("nmi_raw"), at("ari_vote"), at("pas_raw")]).toEqual(["", "", "0.3"]);
  expect(summaryCsv(without)).toContain("no known labels");
  expect(resultLines(without)[1]).toMatch(
    /^method +PAS raw +PAS own +PAS vote +CHAOS own +CHAOS vote +p +fit and clustering/,
  );
});
