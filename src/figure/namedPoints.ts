import { palette } from "./color/palette.ts";
import { axisFor, frame, shareOf } from "./drawing/axes.ts";
import { labelPlaces } from "./drawing/labelPlaces.ts";
import { legendsBelow } from "./drawing/legend.ts";
import { rimmed } from "./drawing/rimmed.ts";
import { type Block, element, grid, INK, label, num, type PageOptions, page, stack } from "./drawing/svg.ts";
import { textWidth } from "./drawing/text.ts";

export interface NamedPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Half the height of a bar through the point, such as a standard deviation. */
  readonly spread?: number;
  readonly color?: string;
}

export interface PointPanel {
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Logarithmic x; points that are not positive are left out. */
  readonly logX?: boolean;
  readonly points: readonly NamedPoint[];
}

/**
 * A few named points in one or more panels, such as accuracy against time. Names that find no free place stand in the legend
 * alone.
 *
 * @returns SVG text.
 */
export function namedPoints(
  panels: readonly PointPanel[],
  options: PageOptions & { readonly columns?: number } = {},
): string {
  const blocks = panels.map(pointPanel);
  const body = grid(blocks, options.columns ?? Math.min(2, Math.max(1, panels.length)), 30);
  const entries = (panels[0]?.points ?? []).map(({ name, color }, i) => ({
    name,
    color: color ?? palette(panels[0].points.length)[i],
  }));
  return page(stack([body, legendsBelow([{ entries }], body.width)], { gap: 14 }), options);
}

const size = { width: 400, height: 270 } as const;
const NAME = { size: 10.5 } as const;

function pointPanel({ title, xLabel, yLabel, logX = false, points }: PointPanel): Block {
  const { width, height } = size;
  const usual = palette(points.length);
  const drawn = points
    .map((point, i) => ({ spread: 0, ...point, color: point.color ?? usual[i] }))
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y) && (!logX || x > 0));
  const around = (value: number) => (logX ? [value / 1.3, value * 1.3] : [value]);
  const x = axisFor(
    drawn.flatMap((each) => around(each.x)),
    { log: logX, label: xLabel },
  );
  const y = axisFor(
    drawn.flatMap((each) => [each.y - each.spread, each.y + each.spread]),
    { label: yLabel },
  );
  const px = (value: number) => width * shareOf(x, value, logX);
  const py = (value: number) => height * (1 - shareOf(y, value));
  const marks = drawn.map(({ x: at, y: level, spread, color }) => {
    const bar = `M${num(px(at))} ${num(py(level - spread))}V${num(py(level + spread))}`;
    const line = spread > 0 ? element("path", { d: bar, stroke: color, "stroke-width": 1.4 }) : "";
    return (
      line + element("circle", { cx: px(at), cy: py(level), r: 5, fill: color, stroke: "#ffffff", "stroke-width": 1 })
    );
  });
  const dots = drawn.map((each) => ({ x: px(each.x), y: py(each.y), width: 11, height: 11 }));
  const free = labelPlaces(
    drawn.map(({ name }, i) => {
      const wide = textWidth(name, NAME) * 1.04;
      const sides = [dots[i].x + 9 + wide / 2, dots[i].x - 9 - wide / 2].filter(
        (middle) => middle - wide / 2 > 0 && middle + wide / 2 < width,
      );
      const rows = [3.6, -8, 15];
      return { width: wide, places: rows.flatMap((drop) => sides.map((side) => [side, dots[i].y + drop] as const)) };
    }),
    12,
    dots,
  );
  const names = drawn.flatMap(({ name }, i) => {
    const place = free[i];
    return place ? [rimmed(name, { x: place[0], y: place[1], ...NAME, fill: INK.text, anchor: "middle" })] : [];
  });
  const plot = frame({ x, y, width, height, logX, marks: [...marks, ...names].join("\n") });
  return title === undefined ? plot : stack([label(title, { size: 12.5, bold: true }), plot], { gap: 6 });
}
