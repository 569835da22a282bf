import { expect, test } from "vitest";
import type { Progress } from "../../../src/core/progress.ts";
import { collectNotes } from "../../../src/session/run/collectNotes.ts";

const told: Progress[] = [
  { kind: "begin", step: "read", does: "Read" },
  { kind: "note", step: "read", text: "first" },
  { kind: "advance", step: "read", done: 1, total: 2 },
  { kind: "warning", step: "read", text: "beware" },
  { kind: "note", step: "read", text: "second" },
  { kind: "end", step: "read", seconds: 1 },
];

test("notes and warnings are kept in their order, with the memory at the end of each step, and all is handed on", () => {
  const seen: Progress[] = [];
  const collected = collectNotes({ usage: () => ({ cpuSeconds: 1, peakMb: 123 }) }, (progress) => seen.push(progress));
  told.forEach(collected.report);
  expect(collected.notes).toEqual(["first", "second"]);
  expect(collected.warnings).toEqual(["beware"]);
  expect(collected.peaksMb).toEqual({ read: 123 });
  expect(seen).toEqual(told);
});

test("a platform that does not know its memory leaves it out", () => {
  const { report, peaksMb } = collectNotes({ usage: () => ({ cpuSeconds: undefined, peakMb: undefined }) }, undefined);
  told.forEach(report);
  expect(peaksMb).toEqual({});
});
