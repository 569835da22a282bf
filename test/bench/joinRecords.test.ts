import { expect, test } from "vitest";
import { joinRecords } from "../../src/bench/joinRecords.ts";
import { benchOf, runAt } from "./record.ts";

const older = benchOf([runAt("low", 0, 0.5), runAt("low", 1, 0.52), runAt("slow", 0, 0.6)], { date: "2026-01-01" });
const newer = benchOf([runAt("low", 2, 0.56), runAt("low", 1, 0.54), runAt("quick", 0, 0.4)], { date: "2026-02-01" });

test("seeds that were run one after the other are one record, in order", () => {
  const { runs, methods, date } = joinRecords(older, newer);
  expect(runs.map(({ method, seed, scores }) => [method, seed, scores?.own.nmi])).toEqual([
    ["low", 0, 0.5],
    ["low", 1, 0.54],
    ["low", 2, 0.56],
    ["quick", 0, 0.4],
    ["slow", 0, 0.6],
  ]);
  expect(methods.map(({ name }) => name)).toEqual(["low", "quick", "slow"]);
  expect(date).toBe("2026-02-01");
});

test("runs that are added leave the reference", () => {
  const { reference } = joinRecords(older, { ...newer, reference: "quick" });
  expect(reference).toBe(older.reference);
});

test("a record joined with itself is itself", () => {
  expect(joinRecords(older, older)).toEqual(older);
});

test("records of other data, settings or votes are refused", () => {
  const [first, ...others] = newer.data;
  expect(() => joinRecords(older, { ...newer, data: [{ ...first, sha256: "other" }, ...others] })).toThrow(
    /begin a new/,
  );
  const methods = newer.methods.map((method) => ({ ...method, settings: { rounds: 9 } }));
  expect(() => joinRecords(older, { ...newer, methods })).toThrow(/expected the same low in both records/);
  expect(() => joinRecords(older, { ...newer, vote: older.vote + 1 })).toThrow(/expected the same vote/);
});
