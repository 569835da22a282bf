import type { Colocalization } from "../analysis/colocalization.ts";
import { lines } from "../figure/lines.ts";
import { csvLine } from "../report/csv.ts";

/** What was asked, in the user's words. */
export interface ColocalizationWords {
  /** The gene or the column whose high values were looked at. */
  readonly values: string;
  /** The file with the points or the mask. */
  readonly target: string;
  /** `um`, or the unit of the positions. */
  readonly unit: string;
}

/** Share of high cells by distance, with what chance gives, as SVG. */
export function colocalizationFigure(found: Colocalization, { values, target, unit }: ColocalizationWords): string {
  const bins = found.profile.filter(({ cells }) => cells > 0);
  const last = bins.at(-1);
  // The last bin is open: its place is as far beyond its start as the one before is wide.
  const x = bins.map(({ from, to }) =>
    Number.isFinite(to) ? (from + to) / 2 : from + (from - (bins.at(-2)?.from ?? from)) / 2,
  );
  const percent = (share: number) => 100 * share;
  const observed = {
    name: `cells high in ${values}`,
    x,
    y: bins.map(({ shareHigh }) => percent(shareHigh)),
  };
  const chance = {
    name: "chance (95 %)",
    x,
    y: bins.map(() => percent(found.high / found.cells)),
    low: bins.map(({ nullShare }) => percent(nullShare[0])),
    high: bins.map(({ nullShare }) => percent(nullShare[1])),
    color: "#7a828c",
  };
  const title = `${values} by distance from ${target}`;
  const far = last === undefined ? "" : `, from ${tidy(last.from)} on in the last point`;
  const panel = { xLabel: `distance (${unit})${far}`, yLabel: "high cells (%)" };
  return lines([{ ...panel, series: [observed, chance], zero: true, dots: true }], { title });
}

/** One row a distance bin. */
export function colocalizationTable({ profile }: Colocalization): string {
  const head = ["from", "to", "cells", "mean_value", "share_high", "null_low", "null_high"];
  const rows = profile.map(({ from, to, cells, meanValue, shareHigh, nullShare }) =>
    csvLine([from, Number.isFinite(to) ? to : "inf", cells, meanValue, shareHigh, ...nullShare]),
  );
  return `${[csvLine(head), ...rows].join("\n")}\n`;
}

/** The answer in sentences. */
export function colocalizationLines(found: Colocalization, { values, target, unit }: ColocalizationWords): string[] {
  const { cells, high, nearness, medianDistanceHigh, medianDistanceOther, pValue, zScore, permutations } = found;
  const side = nearness > 0.5 ? "nearer to" : "farther from";
  const sure =
    pValue < 0.05 ? `lie ${side} ${target} than chance explains` : `lie as near to ${target} as chance has it`;
  return [
    `${high} of ${cells} cells are high in ${values}; they ${sure} (p = ${pValue.toPrecision(2)}, ${permutations} permutations)`,
    `median distance ${tidy(medianDistanceHigh)} ${unit}, of other cells ${tidy(medianDistanceOther)} ${unit}`,
    `a high cell is the nearer one of a pair in ${(100 * nearness).toFixed(1)} % (50 % for no relation; z = ${zScore.toFixed(1)})`,
  ];
}

const tidy = (value: number) => `${Number(value.toPrecision(3))}`;
