import { heatmap } from "../../figure/heatmap.ts";
import { type LineSeries, lines } from "../../figure/lines.ts";
import { spreadOf } from "../../math/statistics/spread.ts";
import type { PageFigure } from "../../results/page.ts";
import type { BenchRecord, RefinementKind } from "../record.ts";
import { mainMeasure, measureNames } from "../statistics/mainMeasure.ts";
import { doneRuns, scoresOf } from "../statistics/runsOf.ts";
import { figureName, methodColors, refinementText, refinementTitles } from "./view.ts";

/** Mean NMI of methods on data sets. */
export function heatFigure(record: BenchRecord, refinement: RefinementKind): PageFigure {
  const { methods, data, vote } = record;
  const values = methods.flatMap(({ name }) =>
    data.map((each) => spreadOf(scoresOf(doneRuns(record, each.name, name), { measure: "nmi", refinement })).mean),
  );
  const [rows, columns] = [methods.map(({ name }) => name), data.map(({ name }) => name)];
  return {
    ...{ name: figureName("all", refinement), title: refinementTitles[refinement], minor: refinement !== "own" },
    svg: heatmap(values, { rows, columns, annotate: true, label: "NMI", cell: 34, missingName: "no result" }),
    caption: `Mean NMI of every method on every data set. ${refinementText(refinement, vote)}`,
  };
}

/** NMI, or PAS where no labels are known, over the values of a varied option, one line per method. */
export function sensitivityFigure(record: BenchRecord, data: string, option: string): PageFigure {
  const colors = methodColors(record);
  const varied = record.methods.flatMap(({ name, varied }) => (varied?.option === option ? [{ name, ...varied }] : []));
  const values = [...new Set(varied.map(({ value }) => value))];
  const numbers = values.map(Number);
  const places = numbers.every(Number.isFinite) ? numbers : values.map((_, i) => i + 1);
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const measure = mainMeasure(record, data);
  const score = measureNames[measure];
  const bases = [...new Set(varied.map(({ base }) => base))];
  const series = bases.map((base): LineSeries => {
    const spreads = order.map((i) => {
      const row = varied.find((each) => each.base === base && each.value === values[i]);
      const runs = row === undefined ? [] : doneRuns(record, data, row.name);
      return spreadOf(scoresOf(runs, { measure, refinement: "own" }));
    });
    const sd = (i: number) => spreads[i].sd || 0;
    return {
      ...{ name: base, color: colors.get(base) ?? "#888888", x: order.map((i) => places[i]) },
      y: spreads.map(({ mean }) => mean),
      low: spreads.map(({ mean }, i) => mean - sd(i)),
      high: spreads.map(({ mean }, i) => mean + sd(i)),
    };
  });
  const axis = places === numbers ? option : `${option}: ${order.map((i) => `${i + 1} ${values[i]}`).join(", ")}`;
  return {
    ...{ name: figureName("sensitivity", option, data), title: `${option} on ${data}` },
    svg: lines([{ xLabel: axis, yLabel: score, dots: true, series }]),
    caption: `${score} on ${data} over values of ${option}: means over seeds, band: sd. ${refinementText("own", record.vote)}`,
  };
}
