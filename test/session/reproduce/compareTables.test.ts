import { expect, test } from "vitest";
import { compareTables } from "../../../src/session/reproduce/compareTables.ts";
import { differenceLine } from "../../../src/session/reproduce/lines.ts";

const recorded = "gene,domain,p_value,score\nApoe,1,0.01,2\nMbp,2,0.5,\nSnap25,3,1e-8,-4\n";
const linesOf = (repeated: string | undefined, name = "tables/markers.csv") =>
  compareTables(name, recorded, repeated).map(differenceLine);

test("an equal table differs in nothing", () => {
  expect(compareTables("domains.csv", recorded, recorded)).toEqual([]);
  expect(compareTables("domains.csv", undefined, undefined)).toEqual([]);
});

test("each column that differs is named: measured numbers by how much, names and whole numbers by how many", () => {
  expect(linesOf("gene,domain,p_value,score\nApoe,2,0.01,2\nGfap,1,0.4,\nSnap25,3,1e-8,-4\n")).toEqual([
    "analyses, tables/markers.csv, column gene: 1 of 3 values differ",
    "analyses, tables/markers.csv, column domain: 2 of 3 values differ",
    "analyses, tables/markers.csv, column p_value: largest difference 0.100 (values up to 0.500)",
  ]);
});

test("a value that is missing in one of them differs", () => {
  expect(linesOf(recorded.replace("Mbp,2,0.5,", "Mbp,2,,7"))).toEqual([
    "analyses, tables/markers.csv, column p_value: 1 of 3 values differ",
    "analyses, tables/markers.csv, column score: 1 of 3 values differ",
  ]);
});

test("rows, columns and tables that only one result has are named", () => {
  expect(linesOf(recorded.replace("Mbp,2,0.5,\n", ""))).toEqual([
    "analyses, tables/markers.csv: 3 rows recorded, 2 repeated",
  ]);
  expect(linesOf(recorded.replace("score", "rank"))).toEqual([
    "analyses, tables/markers.csv, column score: absent from the repeated result",
    "analyses, tables/markers.csv, column rank: absent from the recorded result",
  ]);
  expect(linesOf(undefined, "domains.csv")).toEqual(["domains, domains.csv: absent from the repeated result"]);
});

test("another order of columns is no other value, and no equal table", () => {
  expect(compareTables("domains.csv", "a,b\n1,2\n", "b,a\n2,1\n").map(({ how }) => how.kind)).toEqual(["text"]);
});
