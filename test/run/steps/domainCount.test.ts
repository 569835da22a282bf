import { expect, test } from "vitest";
import { choiceInWords } from "../../../src/run/steps/domainCount.ts";

test("the number that comes next is named with how much less it scores, unless there is none or no difference", () => {
  const one = { chosen: 6, runnerUp: 4, margin: 0.15, plausible: [6] };
  expect(choiceInWords(one)).toBe("K = 6 selected; runner-up K = 4 (score 15 % lower)");
  expect(choiceInWords({ ...one, margin: 0.001, plausible: [4, 6] })).toBe(
    "K = 6 selected; runner-up K = 4 (nearly the same score); within 10 % of the best: K = 4",
  );
  expect(choiceInWords({ chosen: 2, runnerUp: 2, margin: 0, plausible: [2] })).toBe(
    "K = 2 selected; no other K was possible",
  );
});
