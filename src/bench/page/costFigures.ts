import { type NamedPoint, namedPoints } from "../../figure/namedPoints.ts";
import type { PageFigure } from "../../results/page.ts";
import type { BenchRecord, RunCost } from "../record.ts";
import { summaryOf } from "../statistics/summary.ts";
import { figureName, methodColors, refinementText } from "./view.ts";

/** Accuracy against time and against memory; undefined where nothing was measured. */
export function costFigure(record: BenchRecord, data: string): PageFigure | undefined {
  const colors = methodColors(record);
  const summaries = summaryOf(record).filter((each) => each.data === data && each.done > 0);
  const points = (cost: (taken: RunCost) => number | undefined) =>
    summaries.flatMap(({ method, scores, cost: taken }): NamedPoint[] => {
      const x = cost(taken);
      if (x === undefined) return [];
      const { mean, sd } = scores.own.nmi;
      return [{ name: method, x, y: mean, spread: Number.isNaN(sd) ? 0 : sd, color: colors.get(method) ?? "" }];
    });
  const cpu = points(({ cpuSeconds }) => cpuSeconds);
  const memory = points(({ peakMb }) => peakMb);
  if (cpu.length === 0) return undefined;
  const yLabel = "NMI (mean, bar: sd)";
  return {
    ...{ name: figureName("cost", data), title: data },
    svg: namedPoints([
      { title: "Processor time", xLabel: "CPU seconds", yLabel, logX: true, points: cpu },
      { title: "Memory", xLabel: "Peak memory in MB", yLabel, logX: true, points: memory },
    ]),
    caption: `Accuracy against cost on ${data}: medians over the runs, one thread each, logarithmic. CPU seconds are those of the whole run, reading included; memory is its largest resident set. ${refinementText("own", record.vote)}`,
  };
}
