import { MISSING, palette } from "./color/palette.ts";
import { groupThousands } from "./drawing/axes.ts";
import { labelPlaces } from "./drawing/labelPlaces.ts";
import { extentOf, type Points } from "./drawing/points.ts";
import { rimmed } from "./drawing/rimmed.ts";
import { type MapScale, mapScale, scatter } from "./drawing/scatter.ts";
import {
  type Block,
  element,
  escapeXml,
  INK,
  label,
  num,
  type PageOptions,
  page,
  row,
  stack,
  text,
} from "./drawing/svg.ts";
import { textWidth } from "./drawing/text.ts";

export interface NetworkOptions extends PageOptions {
  readonly names: readonly string[];
  /** One `#rrggbb` for each node; the palette by default. */
  readonly colors?: readonly string[];
  /** [nodes] cells of each node. */
  readonly sizes: ArrayLike<number>;
  /** Cells behind the graph, pale in the colours of their nodes. */
  readonly cloud?: { readonly xy: Points; readonly group: ArrayLike<number> };
  /** Weights below this are not drawn. */
  readonly threshold?: number;
  /** [nodes, nodes] edges to draw dark: the tree. The others are pale. */
  readonly tree?: ArrayLike<number>;
  /** What the width of an edge is. */
  readonly label?: string;
  /** y grows downwards, as in tissue images, or upwards, as in embeddings (default). */
  readonly yDown?: boolean;
  readonly size?: number;
  /** What the measured places are called, such as spots; cells by default. */
  readonly many?: string;
}

/**
 * A graph of groups of cells at given places, such as PAGA over a UMAP or over the tissue: nodes as large as their cells
 * are many (in area), edges as wide as their weights.
 *
 * @param places [nodes, 2]; NaN leaves a node out.
 * @param weights [nodes, nodes] row-major, 0 to 1, symmetric or in one triangle. Not modified.
 * @returns SVG text.
 * @throws RangeError when sizes do not fit together.
 */
export function network(places: Points, weights: ArrayLike<number>, options: NetworkOptions): string {
  const { names, sizes, cloud, threshold = 0.02, tree, label: weightLabel = "Connectivity", yDown = false } = options;
  const { many = "cells" } = options;
  const count = names.length;
  if (places.length !== 2 * count || weights.length !== count * count || sizes.length !== count) {
    const got = `${places.length / 2} places, ${weights.length} weights and ${sizes.length} sizes`;
    throw new RangeError(`network: expected places, sizes and weights of ${count} nodes, got ${got}`);
  }
  const colors = options.colors ?? palette(count);
  const shown = Array.from({ length: count }, (_, k) => k).filter(
    (k) => Number.isFinite(places[2 * k]) && Number.isFinite(places[2 * k + 1]),
  );
  const known = shown.flatMap((k) => [places[2 * k], places[2 * k + 1]]);
  const span = cloud && cloud.xy.length > 0 ? cloud.xy : known;
  const scale = mapScale([span], options.size ?? 460);
  const extent = extentOf(span);
  const most = Math.max(1, ...shown.map((k) => sizes[k]));
  const radius = (k: number) => Math.max(5, 19 * Math.sqrt(sizes[k] / most));
  // Without a cloud the nodes at the rim need room of their own.
  const margin = cloud ? 6 : 26;
  const at = (k: number): readonly [number, number] => {
    const down = (places[2 * k + 1] - extent.top) * scale.pxPerUnit;
    const y = yDown ? down : extent.height * scale.pxPerUnit - down;
    return [margin + scale.radius + (places[2 * k] - extent.left) * scale.pxPerUnit, margin + scale.radius + y];
  };
  const weightOf = (a: number, b: number) => Math.max(weights[a * count + b], weights[b * count + a]);
  const inTree = (a: number, b: number) => tree !== undefined && (tree[a * count + b] > 0 || tree[b * count + a] > 0);
  const edges = shown
    .flatMap((a) => shown.filter((b) => b > a).map((b) => ({ a, b, weight: weightOf(a, b), strong: inTree(a, b) })))
    .filter(({ weight, strong }) => strong || weight >= threshold)
    // Strong edges lie on top.
    .sort((one, two) => Number(one.strong) - Number(two.strong) || one.weight - two.weight);
  const parts: string[] = [];
  let [width, height] = [extent.width * scale.pxPerUnit, extent.height * scale.pxPerUnit].map(
    (side) => side + 2 * scale.radius + 2 * margin,
  );
  if (cloud) parts.push(paleCloud(cloud, colors, { ...scale, margin, yDown }));
  for (const { a, b, weight, strong } of edges) {
    const [[x1, y1], [x2, y2]] = [at(a), at(b)];
    const hint = `${names[a]} and ${names[b]}: ${num(weight)}`;
    const style = {
      stroke: strong || tree === undefined ? INK.text : INK.line,
      "stroke-width": edgeWidth(weight),
      "stroke-linecap": "round",
      "stroke-opacity": strong || tree === undefined ? 0.85 : 0.55,
    };
    const line = element("path", { d: `M${num(x1)} ${num(y1)}L${num(x2)} ${num(y2)}`, ...style });
    parts.push(`<g><title>${escapeXml(hint)}</title>${line}</g>`);
  }
  for (const k of shown) {
    const [cx, cy] = at(k);
    const hint = `${names[k]}: ${groupThousands(sizes[k])} ${many}`;
    const disc = element("circle", { cx, cy, r: radius(k), fill: colors[k], stroke: "#ffffff", "stroke-width": 2 });
    parts.push(`<g><title>${escapeXml(hint)}</title>${disc}</g>`);
  }
  const widths = shown.map((k) => textWidth(names[k], NAME) * 1.04);
  // Below its node, else above it or beside it, clear of the other nodes; where all is full below, whatever it covers.
  const spots = shown.map((k, i): (readonly [number, number])[] => {
    const [x, y] = at(k);
    const aside = radius(k) + 4 + widths[i] / 2;
    const left = x - aside - widths[i] / 2 < 0 ? [] : [[x - aside, y + 4] as const];
    const below = [24, 36].map((more) => [x, y + radius(k) + more] as const);
    return [[x, y + radius(k) + 12], [x, y - radius(k) - 5], [x + aside, y + 4], ...left, ...below];
  });
  const discs = shown.map((k) => {
    const [x, y] = at(k);
    return { x, y, width: 2 * radius(k), height: 2 * radius(k) };
  });
  const free = labelPlaces(
    spots.map((own, i) => ({ width: widths[i], places: own })),
    12,
    discs,
  );
  shown.forEach((k, i) => {
    const [x, y] = free[i] ?? spots[i][0];
    parts.push(rimmed(names[k], { x, y, ...NAME, anchor: "middle" }));
    width = Math.max(width, x + widths[i] / 2 + 2);
    height = Math.max(height, y + 5);
  });
  const plot: Block = { width, height, svg: parts.join("\n") };
  const key = edgeKey(weightLabel, tree !== undefined);
  return page(row([plot, key], { gap: 24 }), options);
}

function paleCloud(
  { xy, group }: { readonly xy: Points; readonly group: ArrayLike<number> },
  colors: readonly string[],
  { margin, yDown, ...scale }: MapScale & { readonly margin: number; readonly yDown: boolean },
): string {
  const shifted = Int32Array.from({ length: xy.length / 2 }, (_, i) => group[i] + 1);
  const { svg } = scatter(xy, shifted, [MISSING, ...colors], { ...scale, yDown });
  return `<g transform="translate(${margin} ${margin})" opacity="0.28">${svg}</g>`;
}

function edgeKey(title: string, tree: boolean): Block {
  const shown = [0.1, 0.5, 1];
  const parts = shown.flatMap((weight, i) => [
    element("path", {
      d: `M3 ${10 + i * 20}h26`,
      stroke: INK.text,
      "stroke-width": edgeWidth(weight),
      "stroke-linecap": "round",
      "stroke-opacity": 0.85,
    }),
    text(num(weight), { x: 40, y: 13.8 + i * 20, size: 10.5, fill: INK.soft }),
  ]);
  const widths: Block = { width: 64, height: shown.length * 20, svg: parts.join("\n") };
  const heads = [label(title, { size: 11.5, bold: true }), widths];
  if (!tree) return stack(heads, { gap: 6 });
  const kinds = [INK.text, INK.line].flatMap((stroke, i) => [
    element("path", { d: `M3 ${10 + i * 20}h26`, stroke, "stroke-width": 3, "stroke-linecap": "round" }),
    text(["strongest tree", "other"][i], { x: 40, y: 13.8 + i * 20, size: 10.5, fill: INK.soft }),
  ]);
  return stack([...heads, { width: 120, height: 40, svg: kinds.join("\n") }], { gap: 6 });
}

function edgeWidth(weight: number): number {
  return 0.8 + 7 * Math.min(1, Math.max(0, weight));
}

const NAME = { size: 11, bold: true } as const;
