import { type NamedPoint, namedPoints } from "../../figure/namedPoints.ts";
import type { PageFigure } from "../../results/page.ts";
import type { BenchRecord, RunCost } from "../record.ts";
import { mainMeasure, measureNames } from "../statistics/mainMeasure.ts";
import { summaryOf } from "../statistics/summary.ts";
import { figureName, methodColors, refinementText } from "./view.ts";

/** Accuracy, or coherence where no labels are known, against time and memory; undefined where nothing was measured. */
export function costFigure(record: BenchRecord, data: string): PageFigure | undefined {
  const colors = methodColors(record);
  const summaries = summaryOf(record).filter((each) => each.data === data && each.done > 0);
  const measure = mainMeasure(record, data);
  const points = (cost: (taken: RunCost) => number | undefined) =>
    summaries.flatMap(({ method, scores, cost: taken }): NamedPoint[] => {
      const x = cost(taken);
      if (x === undefined) return [];
      const { mean, sd } = scores.own[measure];
      return [{ name: method, x, y: mean, spread: Number.isNaN(sd) ? 0 : sd, color: colors.get(method) ?? "" }];
    });
  const cpu = points(({ cpuSeconds }) => cpuSeconds);
  const memory = points(({ peakMb }) => peakMb);
  if (cpu.length === 0) return undefined;
  const yLabel = `${measureNames[measure]} (mean, bar: sd)`;
  const what = measure === "nmi" ? "Accuracy" : "PAS, which is lower the more coherent domains are,";
  return {
    ...{ name: figureName("cost", data), title: data },
    svg: namedPoints([
      { title: "Processor time", xLabel: "CPU seconds", yLabel, logX: true, points: cpu },
      { title: "Memory", xLabel: "Peak memory in MB", yLabel, logX: true, points: memory },
    ]),
    caption: `${what} against cost on ${data}: medians over the runs, one thread each, logarithmic. CPU seconds are those of the whole run, reading included; memory is its largest resident set. ${refinementText("own", record.vote)}`,
  };
}
