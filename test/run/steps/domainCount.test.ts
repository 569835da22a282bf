import { expect, test } from "vitest";
import { choiceInWords } from "../../../src/run/steps/domainCount.ts";

test("the number that comes next is named with how much less it scores, unless there is none or no difference", () => {
  const one = { chosen: 6, runnerUp: 4, margin: 0.15, plausible: [6] };
  expect(choiceInWords(one)).toBe("K = 6 is chosen; K = 4 comes next and scores 15 % less");
  expect(choiceInWords({ ...one, margin: 0.001, plausible: [4, 6] })).toBe(
    "K = 6 is chosen; K = 4 comes next and scores nearly the same; within 10 % of the best: K = 4",
  );
  expect(choiceInWords({ chosen: 2, runnerUp: 2, margin: 0, plausible: [2] })).toBe(
    "K = 2 is chosen; no other was possible",
  );
});
