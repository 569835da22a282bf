import { axisFor, frame, shareOf } from "./drawing/axes.ts";
import { type Block, element, grid, INK, label, num, type PageOptions, page, stack, text } from "./drawing/svg.ts";
import { fitText, textWidth } from "./drawing/text.ts";

/** One panel: the values of all groups, such as the expression of one gene. */
export interface ViolinPanel {
  readonly title: string;
  /** [n] NaN is left out. */
  readonly values: ArrayLike<number>;
}

export interface ViolinOptions extends PageOptions {
  readonly names: readonly string[];
  /** One `#rrggbb` for each name. */
  readonly colors: readonly string[];
  readonly axisLabel?: string;
  /** Panels next to each other; by default as many as fit the width of a page. */
  readonly columns?: number;
}

/**
 * Distributions of values by group: the width of a violin is the density of its values (a Gaussian kernel), scaled to the
 * widest of its panel; a bar from the lower to the upper quartile, and a dot at the median.
 *
 * @param group [n] index into the names, -1 where none.
 * @returns SVG text.
 * @throws RangeError when the sizes differ.
 * @see Silverman BW. Density Estimation for Statistics and Data Analysis (1986), for the width of the kernel.
 */
export function violins(group: ArrayLike<number>, panels: readonly ViolinPanel[], options: ViolinOptions): string {
  const { names, axisLabel } = options;
  const pitch = Math.max(LEAST_PITCH, Math.min(PITCH, (PAGE / 2 - BESIDE) / Math.max(1, names.length)));
  const room = widthOf(names.length, pitch) + BESIDE;
  const { columns = Math.max(1, Math.min(panels.length, Math.floor(PAGE / room))) } = options;
  const blocks = panels.map(({ title, values }, at) => {
    if (values.length !== group.length) {
      throw new RangeError(`violins: expected a value for each of ${group.length} cells, got ${values.length}`);
    }
    const own = names.map((_, k) => sortedOf(values, group, k));
    // The names of the groups stand below each column once.
    const named = at + columns >= panels.length;
    return stack([label(title, TITLE), panelOf(own, options, { axisLabel, pitch, named })], { gap: 4 });
  });
  return page(grid(blocks, columns, 22), options);
}

function sortedOf(values: ArrayLike<number>, group: ArrayLike<number>, k: number): Float64Array {
  const found: number[] = [];
  for (let i = 0; i < group.length; i++) if (group[i] === k && Number.isFinite(values[i])) found.push(values[i]);
  return Float64Array.from(found).sort();
}

function panelOf(
  groups: readonly Float64Array[],
  { names, colors }: ViolinOptions,
  {
    axisLabel,
    pitch,
    named,
  }: { readonly axisLabel: string | undefined; readonly pitch: number; readonly named: boolean },
): Block {
  const all = groups.flatMap((sorted) => (sorted.length > 0 ? [sorted[0], sorted[sorted.length - 1]] : []));
  const y = axisFor(all, { label: axisLabel, zero: all.every((value) => value >= 0) });
  const width = widthOf(groups.length, pitch);
  const py = (value: number) => HEIGHT * (1 - shareOf(y, value));
  const shapes = groups.map((sorted) => densityOf(sorted, y.low, y.high));
  const most = Math.max(0, ...shapes.flatMap((shape) => Array.from(shape)));
  const middle = (k: number) => ((k + 0.5) * width) / Math.max(1, groups.length);
  const marks = groups.flatMap((sorted, k) => {
    if (sorted.length === 0 || most === 0) return [];
    const [x, half] = [middle(k), 0.44 * pitch];
    const at = (step: number) => y.low + ((y.high - y.low) * step) / (STEPS - 1);
    const inside = Array.from(shapes[k].keys()).filter((step) => {
      const room = (y.high - y.low) / (STEPS - 1);
      return at(step) >= sorted[0] - room && at(step) <= sorted[sorted.length - 1] + room;
    });
    const side = (sign: number, steps: readonly number[]) =>
      steps.map((step) => `${num(x + (sign * half * shapes[k][step]) / most, 1)} ${num(py(at(step)), 1)}`);
    const d = `M${[...side(-1, inside), ...side(1, inside.toReversed())].join("L")}Z`;
    const quartile = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
    return [
      element("path", { d, fill: colors[k], "fill-opacity": 0.75, stroke: colors[k], "stroke-width": 0.8 }),
      element("path", {
        d: `M${num(x)} ${num(py(quartile(0.25)))}V${num(py(quartile(0.75)))}`,
        ...{ stroke: INK.text, "stroke-width": pitch < 30 ? 1.8 : 2.4 },
      }),
      element("circle", {
        cx: x,
        cy: py(quartile(0.5)),
        r: pitch < 30 ? 2 : 2.6,
        fill: "#ffffff",
        stroke: INK.text,
        "stroke-width": 1,
      }),
    ];
  });
  const shownNames = named ? names : [];
  const longest = Math.max(...shownNames.map((name) => textWidth(fitText(name, 110, NAME), NAME) * 1.04), 0);
  const upright = longest > pitch - 4;
  shownNames.forEach((name, k) => {
    const shown = fitText(name, 110, NAME);
    const place = upright
      ? ({ x: middle(k) + 4, y: HEIGHT + 8, anchor: "end", rotate: -90 } as const)
      : ({ x: middle(k), y: HEIGHT + 15, anchor: "middle" } as const);
    marks.push(text(shown, { ...place, ...NAME, hint: name }));
  });
  const plot = frame({ x: { low: 0, high: 1, ticks: [] }, y, width, height: HEIGHT, marks: marks.join("\n") });
  return { ...plot, height: plot.height + (upright ? Math.max(0, longest - 10) : 0) };
}

function widthOf(groups: number, pitch: number): number {
  return Math.max(120, groups * pitch);
}

/** Density at STEPS places from low to high; the kernel is at least as wide as the steps. */
function densityOf(sorted: Float64Array, low: number, high: number): Float64Array {
  const density = new Float64Array(STEPS);
  const n = sorted.length;
  if (n === 0 || !(high > low)) return density;
  const mean = sorted.reduce((a, b) => a + b, 0) / n;
  const deviation = Math.sqrt(sorted.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
  const spread = Math.min(deviation, (sorted[Math.round(0.75 * (n - 1))] - sorted[Math.round(0.25 * (n - 1))]) / 1.34);
  const step = (high - low) / (STEPS - 1);
  const width = Math.max(step, 0.9 * (spread > 0 ? spread : deviation) * n ** -0.2);
  // Values in bins of the steps: a kernel for each of many cells would take long.
  const counts = new Float64Array(STEPS);
  for (const value of sorted) counts[Math.round((value - low) / step)]++;
  const reach = Math.ceil((4 * width) / step);
  const weights = Array.from({ length: reach + 1 }, (_, away) => Math.exp(-0.5 * ((away * step) / width) ** 2));
  for (let at = 0; at < STEPS; at++) {
    for (let other = Math.max(0, at - reach); other <= Math.min(STEPS - 1, at + reach); other++) {
      density[at] += counts[other] * weights[Math.abs(at - other)];
    }
    density[at] /= n * width;
  }
  return density;
}

const STEPS = 64;
const HEIGHT = 120;
/** px of a group: as many as there is room for, but enough to see its shape. */
const PITCH = 46;
const LEAST_PITCH = 15;
/** px that a page has beside its margins, and those of an axis and the gap beside a panel. */
const PAGE = 740;
const BESIDE = 66;
const NAME = { size: 10.5 } as const;
const TITLE = { size: 12, bold: true } as const;
