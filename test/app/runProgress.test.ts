import { expect, test } from "vitest";
import { followProgress, inWords } from "../../app/state/runProgress.ts";

test("steps are shown in their order, with share, time left and what they took", () => {
  let now = 0;
  const follow = followProgress(() => now);
  follow({ kind: "begin", step: "read", does: "Reading" });
  follow({ kind: "end", step: "read", seconds: 2 });
  follow({ kind: "begin", step: "embed", does: "Training" });
  for (const done of [1, 2, 3]) {
    now = done;
    follow({ kind: "advance", step: "embed", done, total: 10 });
  }
  const { steps } = follow({ kind: "note", step: "embed", text: "a note" });
  expect(steps).toEqual([
    { does: "Reading", share: 1, left: undefined, took: 2, detail: undefined },
    { does: "Training", share: 0.3, left: 7, took: undefined, detail: undefined },
  ]);
});

test("notes and warnings are kept apart", () => {
  const follow = followProgress(() => 0);
  follow({ kind: "note", step: "plan", text: "a note" });
  expect(follow({ kind: "warning", step: "read", text: "a warning" })).toEqual({
    steps: [],
    notes: ["a note"],
    warnings: ["a warning"],
  });
});

test.each([
  [0.04, "0.0 s"],
  [9.94, "9.9 s"],
  [59.6, "60 s"],
  [125, "2 min 5 s"],
  [7200, "2 h 0 min"],
])("%d seconds are %s", (seconds, text) => expect(inWords(seconds)).toBe(text));
