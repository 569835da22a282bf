import { type Axis, axisFor, frame, niceTicks, shareOf } from "./drawing/axes.ts";
import { type Block, element, grid, INK, label, num, type PageOptions, page, stack, text } from "./drawing/svg.ts";
import { fitText } from "./drawing/text.ts";

/** A gene set on a ranking. */
export interface RunningSet {
  readonly term: string;
  /** [hits] ranks of the set's genes from 0, ascending. */
  readonly hits: ArrayLike<number>;
  readonly normalizedScore: number;
  readonly falseDiscoveryRate: number;
}

export interface RunningSumOptions extends PageOptions {
  /** What stands at the left end of the ranking, and at the right. */
  readonly ends?: readonly [string, string];
  readonly columns?: number;
  readonly color?: string;
  /** Sets with a larger rate are grey. */
  readonly maxRate?: number;
}

/**
 * Running sums of gene sets over a ranking, a panel each: the curve climbs at each gene of the set, which a tick below
 * marks, and falls between them.
 *
 * @param magnitudes [genes] what a hit adds before the sum is scaled to 1, in the order of the ranking.
 * @returns SVG text.
 */
export function runningSums(
  sets: readonly RunningSet[],
  magnitudes: ArrayLike<number>,
  options: RunningSumOptions = {},
): string {
  const { columns = 3, color = "#4263c5", ends, maxRate = 1 } = options;
  if (sets.length === 0) {
    return page(label("No gene set has enough ranked genes.", { size: 12, fill: INK.soft }), options);
  }
  const panels = sets.map((set) =>
    panel(set, magnitudes, { color: set.falseDiscoveryRate <= maxRate ? color : GREY, ends }),
  );
  return page(grid(panels, Math.min(columns, panels.length), 24), options);
}

const WIDTH = 230;
const HEIGHT = 120;
const TICKS = 16;
/** Of sets that chance alone may explain. */
const GREY = "#8b95a1";

function panel(
  { term, hits, normalizedScore, falseDiscoveryRate }: RunningSet,
  magnitudes: ArrayLike<number>,
  { color, ends }: { readonly color: string; readonly ends: readonly [string, string] | undefined },
): Block {
  const genes = magnitudes.length;
  const { ranks, sums } = corners(hits, magnitudes);
  const y: Axis = axisFor(sums, { zero: true, count: 4, label: "Running sum" });
  const x: Axis = {
    low: 0,
    high: genes,
    ticks: niceTicks(0, genes, 3),
    label: ends ? ends.join(" \u2192 ") : "Rank of the gene",
  };
  const px = (rank: number) => num(WIDTH * shareOf(x, rank));
  const py = (sum: number) => num(HEIGHT * (1 - shareOf(y, sum)));
  const curve = ranks.map((rank, at) => `${at === 0 ? "M" : "L"}${px(rank)} ${py(sums[at])}`).join("");
  const bars = Array.from(hits, (rank) => `M${px(rank + 0.5)} ${HEIGHT + 4}v${TICKS - 4}`).join("");
  const marks = [
    element("path", { d: `M0 ${py(0)}h${WIDTH}`, stroke: INK.line }),
    element("path", { d: curve, fill: "none", stroke: color, "stroke-width": 1.6, "stroke-linejoin": "round" }),
    element("path", { d: bars, stroke: color, "stroke-width": 0.7, "stroke-opacity": 0.6 }),
  ];
  // The ticks of the set's genes stand in a strip of their own under the curve.
  const plot = frame({ x, y: below(y), width: WIDTH, height: HEIGHT + TICKS, marks: marks.join("\n") });
  const scoreText = `NES ${normalizedScore.toFixed(2)}, FDR ${falseDiscoveryRate < 0.001 ? "< 0.001" : falseDiscoveryRate.toFixed(3)}`;
  const title = { size: 11, bold: true };
  const name = text(fitText(term, plot.width - 8, title), { x: 0, y: 11, ...title, hint: term });
  const head: Block = { width: plot.width, height: 15, svg: name };
  return stack([head, label(scoreText, { size: 10.5, fill: INK.soft }), plot], { gap: 3 });
}

/** The axis with room for the strip, so that its ticks stay where the curve has them. */
function below({ low, high, ...rest }: Axis): Axis {
  return { ...rest, low: low - ((high - low) * TICKS) / HEIGHT, high };
}

/** Where the running sum turns: before and after each gene of the set. */
function corners(hits: ArrayLike<number>, magnitudes: ArrayLike<number>) {
  let total = 0;
  for (let k = 0; k < hits.length; k++) total += magnitudes[hits[k]];
  const miss = 1 / (magnitudes.length - hits.length);
  const ranks = [0];
  const sums = [0];
  let sum = 0;
  for (let k = 0, next = 0; k < hits.length; k++) {
    sum -= miss * (hits[k] - next);
    ranks.push(hits[k]);
    sums.push(sum);
    sum += total > 0 ? magnitudes[hits[k]] / total : 1 / hits.length;
    next = hits[k] + 1;
    ranks.push(next);
    sums.push(sum);
  }
  ranks.push(magnitudes.length);
  sums.push(0);
  return { ranks, sums };
}
