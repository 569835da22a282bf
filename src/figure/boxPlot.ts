import { palette } from "./color/palette.ts";
import { axisFor, frame, shareOf } from "./drawing/axes.ts";
import { type Block, element, INK, num, type PageOptions, page, text } from "./drawing/svg.ts";
import { wrapText } from "./drawing/text.ts";

/** The values of one box. */
export interface BoxGroup {
  readonly name: string;
  /** [values] one per seed or sample; NaN is left out. */
  readonly values: ArrayLike<number>;
  readonly color?: string;
  /** Values that are equal by their nature are no sample: a line in place of the box. */
  readonly fixed?: boolean;
}

/** A group against all others: stars, or other short texts, above each; empty where there is none. */
export interface BoxComb {
  readonly reference: number;
  readonly marks: readonly string[];
}

/** A bracket above two boxes with the stars of a test between them. */
export interface BoxTest {
  readonly a: number;
  readonly b: number;
  readonly pValue: number;
}

export interface BoxPlotOptions extends PageOptions {
  readonly axisLabel?: string;
  /** Ends of the axis; from the values by default. */
  readonly range?: readonly [number, number];
  readonly tests?: readonly BoxTest[];
  /** In place of brackets, which many groups would pile up. */
  readonly comb?: BoxComb;
  /** A dot in a ring at the mean, beside the median. */
  readonly mean?: boolean;
  readonly height?: number;
}

/**
 * Boxes (quartiles and median) with whiskers to the farthest value within 1.5 times the box, every value as a point, and
 * the stars of tests: * p < 0.05, ** p < 0.01, *** p < 0.001, ns otherwise.
 *
 * @returns SVG text.
 * @throws RangeError when a test names a group that is not there.
 */
export function boxPlot(groups: readonly BoxGroup[], options: BoxPlotOptions = {}): string {
  const { axisLabel, tests = [], comb, height = 230 } = options;
  for (const { a, b } of tests) {
    if (groups[a] && groups[b]) continue;
    throw new RangeError(`boxPlot: expected tests between groups 0 to ${groups.length - 1}, got ${a} and ${b}`);
  }
  const usual = palette(groups.length);
  const drawn = groups.map(({ name, values, color, fixed = false }, g) => ({
    fixed,
    lines: wrapText(name, PITCH - 4, NAME),
    hint: name,
    values: Array.from(values).filter(Number.isFinite),
    color: color ?? usual[g],
  }));
  const all = drawn.flatMap(({ values }) => values);
  const y = options.range
    ? { ...axisFor([...options.range]), low: options.range[0], high: options.range[1], label: axisLabel }
    : axisFor(all, { label: axisLabel });
  const width = Math.max(120, groups.length * PITCH);
  const levels = bracketLevels(tests);
  const room = comb ? 30 : levels.length === 0 ? 0 : 10 + 20 * (1 + Math.max(...levels));
  const py = (value: number) => room + height * (1 - shareOf(y, value));
  const middle = (g: number) => ((g + 0.5) * width) / Math.max(1, groups.length);
  const marks: string[] = [];
  drawn.forEach(({ values, color, fixed }, g) => {
    if (values.length === 0) return;
    if (fixed) {
      marks.push(
        element("path", { d: `M${num(middle(g) - 17)} ${num(py(values[0]))}h34`, stroke: color, "stroke-width": 2.2 }),
      );
      return;
    }
    const { low, first, median, third, high } = boxOf(values);
    const [x, half] = [middle(g), 17];
    const whisker = `M${num(x)} ${num(py(low))}V${num(py(first))}M${num(x)} ${num(py(third))}V${num(py(high))}`;
    const caps = [low, high].map((value) => `M${num(x - 6)} ${num(py(value))}h12`).join("");
    marks.push(element("path", { d: whisker + caps, stroke: INK.soft }));
    const box = { x: x - half, y: py(third), width: 2 * half, height: Math.max(0.5, py(first) - py(third)), rx: 2 };
    marks.push(element("rect", { ...box, fill: color, "fill-opacity": 0.28, stroke: color, "stroke-width": 1.2 }));
    marks.push(
      element("path", { d: `M${num(x - half)} ${num(py(median))}h${2 * half}`, stroke: color, "stroke-width": 2.2 }),
    );
    values.forEach((value, i) => {
      // Spread over the box by their place, so that the picture is the same each time.
      const across = values.length === 1 ? 0 : (((i * 0.618034) % 1) - 0.5) * 1.5 * half;
      const point = { cx: x + across, cy: py(value), r: 2.6, fill: color, stroke: "#ffffff", "stroke-width": 0.7 };
      marks.push(element("circle", point));
    });
    if (options.mean) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      marks.push(
        element("circle", { cx: x, cy: py(mean), r: 3.6, fill: "#ffffff", stroke: INK.text, "stroke-width": 1.2 }),
      );
    }
  });
  if (comb) marks.push(combOf(comb, middle, room));
  tests.forEach(({ a, b, pValue }, t) => {
    const at = room - 8 - 20 * levels[t];
    const d = `M${num(middle(a))} ${num(at + 4)}v-4H${num(middle(b))}v4`;
    marks.push(element("path", { d, fill: "none", stroke: INK.soft }));
    const stars = starsOf(pValue);
    const place = { x: (middle(a) + middle(b)) / 2, y: at - (stars === "ns" ? 3.5 : 0), anchor: "middle" } as const;
    marks.push(text(stars, { ...place, size: stars === "ns" ? 10 : 13, bold: stars !== "ns" }));
  });
  const { svg, extra } = groupNames(drawn, middle, room + height);
  marks.push(svg);
  const x = { low: 0, high: 1, ticks: [] };
  const plot = frame({ x, y, width, height, marks: `<g transform="translate(0 ${-room})">${marks.join("\n")}</g>` });
  const whole: Block = {
    width: plot.width,
    height: plot.height + room + extra,
    svg: room === 0 ? plot.svg : `<g transform="translate(0 ${room})">${plot.svg}</g>`,
  };
  return page(whole, options);
}

/** A line from the reference over all groups that have a mark, with a tooth at each. */
function combOf({ reference, marks }: BoxComb, middle: (g: number) => number, room: number): string {
  const marked = marks.flatMap((mark, g) => (mark === "" || g === reference ? [] : [g]));
  if (marked.length === 0) return "";
  const ends = [...marked, reference].map(middle);
  const at = room - 14;
  const teeth = marked.map((g) => `M${num(middle(g))} ${num(at)}v4`).join("");
  const d = `M${num(Math.min(...ends))} ${num(at)}H${num(Math.max(...ends))}M${num(middle(reference))} ${num(at)}v8${teeth}`;
  const texts = marked.map((g) => {
    const stars = marks[g].startsWith("*");
    const place = { x: middle(g), y: at - (stars ? 1 : 4), anchor: "middle" } as const;
    return text(marks[g], { ...place, size: stars ? 13 : 10, bold: stars, fill: stars ? INK.text : INK.soft });
  });
  return [element("path", { d, fill: "none", stroke: INK.soft }), ...texts].join("\n");
}

/** Stars of a p-value. */
export function starsOf(pValue: number): string {
  if (pValue < 0.001) return "***";
  if (pValue < 0.01) return "**";
  return pValue < 0.05 ? "*" : "ns";
}

function boxOf(values: readonly number[]) {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    return sorted[below] + (place - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
  };
  const [first, median, third] = [at(0.25), at(0.5), at(0.75)];
  const reach = 1.5 * (third - first);
  const inside = sorted.filter((value) => value >= first - reach && value <= third + reach);
  return { low: inside[0], first, median, third, high: inside[inside.length - 1] };
}

/** How many brackets lie below each, so that none cross. */
function bracketLevels(tests: readonly BoxTest[]): number[] {
  const levels: number[] = [];
  tests.forEach(({ a, b }, t) => {
    const overlaps = (s: number, level: number) => {
      const [low, high] = [Math.min(tests[s].a, tests[s].b), Math.max(tests[s].a, tests[s].b)];
      return levels[s] === level && Math.min(a, b) <= high && Math.max(a, b) >= low;
    };
    let level = 0;
    while (tests.slice(0, t).some((_, s) => overlaps(s, level))) level++;
    levels.push(level);
  });
  return levels;
}

/** Names below the boxes, in as many lines as they take. */
function groupNames(
  groups: readonly { readonly lines: readonly string[]; readonly hint: string }[],
  middle: (g: number) => number,
  bottom: number,
): { readonly svg: string; readonly extra: number } {
  const parts = groups.flatMap(({ lines, hint }, g) =>
    lines.map((line, at) => text(line, { x: middle(g), y: bottom + 17 + LINE * at, ...NAME, anchor: "middle", hint })),
  );
  const most = Math.max(1, ...groups.map(({ lines }) => lines.length));
  return { svg: parts.join("\n"), extra: LINE * (most - 1) };
}

const PITCH = 78;
const LINE = 14;
const NAME = { size: 11.5 } as const;
