import { expect, test } from "vitest";
import { countHints, type HintCounts, labelFreeEvidence } from "../../../src/domains/hints/evidence.ts";
import { hintPolicy } from "../../../src/domains/hints/policy.ts";

const none: HintCounts = { explained: 0, missedAlone: 0, missedByBoth: 0, byPartition: 0, byRegression: 0 };
const evidence = (counts: Partial<HintCounts>) => labelFreeEvidence({ ...none, ...counts }, 1, hintPolicy.labelFree);

test("the label-free partition is kept with one contradiction in twelve hints and not with two", () => {
  expect(evidence({ explained: 12 })).toBeGreaterThan(evidence({ explained: 11, missedAlone: 1 }));
  expect(evidence({ explained: 11, missedAlone: 1 })).toBeGreaterThan(0.5);
  expect(evidence({ explained: 10, missedAlone: 2 })).toBeLessThan(0.5);
});

test("hints that the regression misses too count half", () => {
  const alone = evidence({ explained: 11, missedAlone: 1 });
  expect(evidence({ explained: 11, missedByBoth: 2 })).toBeCloseTo(alone, 10);
  expect(evidence({ explained: 9, missedByBoth: 3, byPartition: 1 })).toBeGreaterThan(0.5);
});

test("hints that the regression alone foretells count against the label-free partition, as many of the other kind for it", () => {
  expect(evidence({ explained: 11, missedAlone: 1, byRegression: 2 })).toBeLessThan(0.5);
  const both = evidence({ explained: 11, missedAlone: 1, byRegression: 2, byPartition: 2 });
  expect(both).toBeCloseTo(evidence({ explained: 11, missedAlone: 1 }), 10);
});

test("many hints decide more surely than few of the same share", () => {
  const of = (hints: number) => evidence({ explained: 0.7 * hints, missedAlone: 0.3 * hints });
  expect(of(100)).toBeLessThan(of(10));
});

test("hints that are not independent move the odds less", () => {
  const counts = { ...none, explained: 60, missedAlone: 40 };
  expect(labelFreeEvidence(counts, 0.1, hintPolicy.labelFree)).toBeGreaterThan(
    labelFreeEvidence(counts, 1, hintPolicy.labelFree),
  );
});

test("each hint is counted once among explained and missed, and by who foretells it", () => {
  const labels = Int32Array.of(0, 0, 0, 1, 1, 1);
  const hints = { cells: Uint32Array.of(0, 1, 2, 3, 4), codes: Int32Array.of(0, 0, 1, 1, 1) };
  const names = Int32Array.of(0, 0, 0, 1, 1, 1);
  const judged = { ...hints, foretold: Int32Array.of(0, 1, 1, 1, 0) };
  expect(countHints({ partition: { labels, count: 2 }, names }, hints, judged, 2)).toEqual({
    ...{ explained: 4, missedAlone: 1, missedByBoth: 0 },
    ...{ byPartition: 2, byRegression: 1 },
  });
});
