import { lines } from "../../figure/lines.ts";
import { csvLine } from "../../results/csv.ts";
import type { ColocalizationMade } from "./made.ts";

/** One gene or score, and how its high cells lie to the target. */
type Found = ColocalizationMade["colocalization"]["found"][number];

/** The request, in the user's words. */
export interface ColocalizationWords {
  /** The gene or the column whose high values were looked at. */
  readonly of: string;
  /** `the points` or `the mask`. */
  readonly target: string;
  /** Micrometres in one unit of the positions, where that is known. */
  readonly unitUm: number | undefined;
}

/** Share of high cells by distance, with what chance gives, as SVG. */
export function colocalizationFigure(found: Omit<Found, "of">, { of, target, unitUm }: ColocalizationWords): string {
  const bins = found.profile.filter(({ cells }) => cells > 0);
  const last = bins.at(-1);
  // The last bin is open: its place is as far beyond its start as the one before is wide.
  const x = bins
    .map(({ from, to }) => (Number.isFinite(to) ? (from + to) / 2 : from + (from - (bins.at(-2)?.from ?? from)) / 2))
    .map((distance) => distance * (unitUm ?? 1));
  const percent = (share: number) => 100 * share;
  const observed = {
    name: `cells high in ${of}`,
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
  const title = `${of} by distance from ${target}`;
  const far = last === undefined ? "" : `, from ${tidy(last.from, unitUm)} on in the last point`;
  const panel = { xLabel: `distance (${unitOf(unitUm)})${far}`, yLabel: "high cells (%)" };
  return lines([{ ...panel, series: [observed, chance], zero: true, dots: true }], { title });
}

const profileHead = ["from", "to", "cells", "mean_value", "share_high", "null_low", "null_high"];
const profileRow = ({ from, to, cells, meanValue, shareHigh, nullShare }: Found["profile"][number]) => [
  ...[from, Number.isFinite(to) ? to : "inf", cells, meanValue, shareHigh, ...nullShare],
];

/** CSV of one profile: a row a distance bin, in the unit of the positions. */
export function profileTable({ profile }: Pick<Found, "profile">): string {
  return `${[profileHead, ...profile.map(profileRow)].map(csvLine).join("\n")}\n`;
}

/** The same of several genes or scores. */
export function profileTables(all: readonly Found[]): string {
  const rows = all.flatMap(({ of, profile }) => profile.map((bin) => [of, ...profileRow(bin)]));
  return `${[["of", ...profileHead], ...rows].map(csvLine).join("\n")}\n`;
}

/** The answer in sentences. */
export function colocalizationLines(found: Omit<Found, "of">, { of, target, unitUm }: ColocalizationWords): string[] {
  const { cells, high, nearness, medianDistanceHigh, medianDistanceOther, pValue, zScore, permutations } = found;
  const side = nearness > 0.5 ? "nearer to" : "farther from";
  const sure =
    pValue < 0.05 ? `lie ${side} ${target} than expected by chance` : `are as near to ${target} as expected by chance`;
  const unit = unitOf(unitUm);
  return [
    `${high} of ${cells} cells are high in ${of}; they ${sure} (p = ${pValue.toPrecision(2)}, ${permutations} permutations)`,
    `median distance ${tidy(medianDistanceHigh, unitUm)} ${unit}, of other cells ${tidy(medianDistanceOther, unitUm)} ${unit}`,
    `a high cell is the nearer one of a pair in ${(100 * nearness).toFixed(1)} % (50 % for no relation; z = ${zScore.toFixed(1)})`,
  ];
}

const unitOf = (unitUm: number | undefined) => (unitUm === undefined ? "units of the positions" : "µm");
const tidy = (value: number, unitUm = 1) => `${Number((value * unitUm).toPrecision(3))}`;
