import { boxPlot, starsOf } from "../../figure/boxPlot.ts";
import { spreadOf } from "../../math/statistics/spread.ts";
import type { PageFigure } from "../../results/page.ts";
import type { BenchRecord } from "../record.ts";
import { measureNames } from "../statistics/mainMeasure.ts";
import { type MethodTest, paperStars, testsOverData, testsOverSeeds } from "../statistics/methodTests.ts";
import { type Aspect, doneRuns, isFixed, scoresOf } from "../statistics/runsOf.ts";
import { figureName, methodColors, refinementText, refinementTitles } from "./view.ts";

export type ShownMeasure = keyof typeof measureNames;

interface Shown extends Aspect {
  readonly measure: ShownMeasure;
}

const reading =
  "Box: quartiles, line at the median, ring at the mean; whiskers to the farthest value within 1.5 interquartile ranges; each dot is one run.";

/** Scores of every method on one data set over seeds, with the stars of the tests against the reference. */
export function boxesOverSeeds(record: BenchRecord, data: string, aspect: Shown): PageFigure {
  const colors = methodColors(record);
  const tests = testsOverSeeds(record, data, aspect);
  const groups = record.methods.map(({ name }) => {
    const runs = doneRuns(record, data, name);
    return { name, values: scoresOf(runs, aspect), fixed: isFixed(runs), color: colors.get(name) ?? "" };
  });
  const score = measureNames[aspect.measure];
  const svg = boxPlot(groups, { axisLabel: score, mean: true, comb: combOf(record, tests) });
  const lines = groups.some(({ fixed, values }) => fixed && values.length > 0)
    ? " A line alone: there is no seed, or all seeds found the same domains, so it is not tested."
    : "";
  return {
    ...{ name: figureName(aspect.measure, aspect.refinement, data), title: refinementTitles[aspect.refinement], svg },
    caption: `${score} on ${data}. ${refinementText(aspect.refinement, record.vote)} ${reading}${lines} ${starText(record, "Welch's t-test over seeds")}${paperText(tests)}`,
    minor: aspect.refinement !== "own",
  };
}

/** Mean scores of every method on each data set, with paired tests: the data set is the unit, not the run. */
export function boxesOverData(record: BenchRecord, aspect: Shown): PageFigure {
  const colors = methodColors(record);
  const tests = testsOverData(record, aspect);
  const groups = record.methods.map(({ name }) => ({
    ...{ name, color: colors.get(name) ?? "" },
    values: record.data.map((each) => spreadOf(scoresOf(doneRuns(record, each.name, name), aspect)).mean),
  }));
  const score = measureNames[aspect.measure];
  return {
    ...{ name: figureName(aspect.measure, aspect.refinement, "all-data"), title: refinementTitles[aspect.refinement] },
    svg: boxPlot(groups, { axisLabel: `Mean ${score}`, mean: true, comb: combOf(record, tests) }),
    caption: `${score} over ${record.data.length} data sets: each dot is the mean over the seeds on one of them. ${refinementText(aspect.refinement, record.vote)} ${starText(record, "paired t-test over data sets")}`,
    minor: aspect.refinement !== "own",
  };
}

function combOf({ methods, reference }: BenchRecord, tests: readonly MethodTest[]) {
  const at = methods.findIndex(({ name }) => name === reference);
  const marks = methods.map(({ name }) => {
    const test = tests.find(({ method }) => method === name);
    return test === undefined || Number.isNaN(test.adjusted) ? "" : starsOf(test.adjusted);
  });
  return { reference: Math.max(0, at), marks };
}

function starText({ reference }: BenchRecord, test: string): string {
  return `Stars against ${reference}: two-sided ${test}, Holm-adjusted over methods, * p < 0.05, ** p < 0.01, *** p < 0.001, ns otherwise.`;
}

/** The paper's rule beside ours. */
function paperText(tests: readonly MethodTest[]): string {
  const starred = tests.flatMap(({ method, pValue }) => {
    const stars = Number.isNaN(pValue) ? "" : paperStars(pValue);
    return stars === "" ? [] : [`${method} ${stars}`];
  });
  if (starred.length === 0) return "";
  return ` Paper stars (unadjusted, ** p < 0.01, *** p < 0.001, **** p < 0.0001): ${starred.join(", ")}.`;
}
