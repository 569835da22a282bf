import { expect, test } from "vitest";
import { usageLine } from "../../../src/session/write/summaryLines.ts";

test.each([
  [1, 0.04, 200, "1 domain in 0.0 s, peak memory 200 MB"],
  [7, 12.34, undefined, "7 domains in 12.3 s"],
])("%i domains in %d s with %s MB are told in one line", (count, seconds, peakMb, line) => {
  expect(usageLine(count, seconds, peakMb)).toBe(line);
});
