import { axisFor, frame, groupThousands, shareOf } from "./drawing/axes.ts";
import { type Box, boxesOverlap, type Segment, segmentMeetsBox, segmentsCross } from "./drawing/leaders.ts";
import { legend } from "./drawing/legend.ts";
import { rimmed } from "./drawing/rimmed.ts";
import { element, INK, label, num, type PageOptions, page, row, stack } from "./drawing/svg.ts";
import { textWidth } from "./drawing/text.ts";

export interface VolcanoOptions extends PageOptions {
  /** Name of the group and of what it is compared with, for the legend. */
  readonly up?: string;
  readonly down?: string;
  /** Changes and p-values beyond these count as different. */
  readonly minChange?: number;
  readonly maxPValue?: number;
  /** Genes with a name, half of them on either side where there are as many, the most different first. */
  readonly named?: number;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Fold changes against p-values, one dot per gene, the most different ones named. A gene whose change lies beyond the axis is
 * a triangle at its end.
 *
 * @param genes [p] names.
 * @param values `changes`: [p] log2 fold changes; NaN leaves a gene out. `pValues`: [p] adjusted p-values; those that are 0
 * lie at the upper edge. Neither is modified.
 * @returns SVG text.
 * @throws RangeError when the lengths differ.
 */
export function volcano(
  genes: readonly string[],
  values: { readonly changes: ArrayLike<number>; readonly pValues: ArrayLike<number> },
  options: VolcanoOptions = {},
): string {
  const { changes, pValues } = values;
  const { up = "higher", down = "lower", minChange = 1, maxPValue = 0.05, named = 14 } = options;
  const { width = 400, height = 320 } = options;
  const p = genes.length;
  if (changes.length !== p || pValues.length !== p) {
    const got = `${changes.length} and ${pValues.length}`;
    throw new RangeError(`volcano: expected a change and a p-value of ${p} genes, got ${got}`);
  }
  const known = Array.from(genes.keys()).filter((u) => Number.isFinite(changes[u]) && pValues[u] >= 0);
  // A gene that no other cell expresses changes by 20 and more, which would squeeze all others; it lies at the edge.
  const sure = known.filter((u) => pValues[u] <= maxPValue);
  const sizes = (sure.length > 0 ? sure : known).map((u) => Math.abs(changes[u]));
  const reach = Math.min(10, Math.max(2 * minChange, 2, quantile(sizes, 0.95) * 1.3));
  const heights = known.map((u) => -Math.log10(pValues[u])).filter(Number.isFinite);
  const top = heights.reduce((a, b) => Math.max(a, b), 2);
  const x = axisFor([-reach, reach], { label: "log2 fold change" });
  const y = axisFor([0, top], { label: "\u2212log10 adjusted p" });
  const at = (u: number): readonly [number, number] => {
    const rise = Math.min(y.high, pValues[u] > 0 ? -Math.log10(pValues[u]) : y.high);
    const share = Math.min(1, Math.max(0, shareOf(x, changes[u])));
    return [width * share, height * (1 - shareOf(y, rise))];
  };
  const sideOf = (u: number) => {
    if (pValues[u] > maxPValue || Math.abs(changes[u]) < minChange) return 0;
    return changes[u] > 0 ? 1 : -1;
  };
  const marks: string[] = [];
  const limits = [
    `M0 ${num(height * (1 - shareOf(y, Math.min(y.high, -Math.log10(maxPValue)))))}h${width}`,
    ...[-minChange, minChange].map((change) => `M${num(width * shareOf(x, change))} 0v${height}`),
  ];
  marks.push(
    element("path", { d: limits.join(""), stroke: INK.line, "stroke-dasharray": "3 3", "stroke-width": 0.75 }),
  );
  for (const side of [0, -1, 1]) {
    const members = known.filter((u) => sideOf(u) === side && Math.abs(changes[u]) <= x.high);
    // Thousands of genes that do not differ lie on each other; one dot a px shows the same.
    const places = members.map((u) =>
      at(u)
        .map((px) => num(px, side === 0 ? 0 : 1))
        .join(" "),
    );
    const d = [...new Set(places)].map((place) => `M${place}h.01`).join("");
    if (d === "") continue;
    const style = { fill: "none", "stroke-linecap": "round", "stroke-width": side === 0 ? 3.4 : 5 };
    marks.push(element("path", { d, ...style, stroke: COLORS[side + 1], "stroke-opacity": side === 0 ? 0.6 : 0.85 }));
  }
  for (const u of known.filter((gene) => sideOf(gene) !== 0 && Math.abs(changes[gene]) > x.high)) {
    const [px, py] = at(u);
    const out = sideOf(u) * 5;
    const d = `M${num(px - out / 2)} ${num(py - 3.2)}l${num(out)} 3.2l${num(-out)} 3.2Z`;
    marks.push(element("path", { d, fill: COLORS[sideOf(u) + 1], "fill-opacity": 0.85 }));
  }
  const different = known.filter((u) => sideOf(u) !== 0);
  const weight = (u: number) => {
    const [px, py] = at(u);
    return (Math.abs(px / width - 0.5) + 0.3) * (1 - py / height);
  };
  different.sort((a, b) => weight(b) - weight(a) || a - b);
  const captions = names(mostOfEach(different, { named, sideOf }), { genes, at, width, height });
  marks.push(...captions);
  const plot = frame({ x, y, width, height, marks: marks.join("\n") });
  const counts = [-1, 1].map((side) => different.filter((u) => sideOf(u) === side).length);
  const entries = [
    { name: `${up} (${groupThousands(counts[1])})`, color: COLORS[2] },
    { name: `${down} (${groupThousands(counts[0])})`, color: COLORS[0] },
  ];
  const countText = `${captions.length} of ${groupThousands(different.length)} named`;
  const key = row([legend(entries, { height: 18 }), label(countText, { size: 11, fill: INK.soft })], {
    gap: 20,
    align: "middle",
  });
  return page(stack([key, plot], { gap: 10 }), options);
}

/** Half of the names on either side, and the rest where the other side has fewer, in the order given. */
function mostOfEach(
  different: readonly number[],
  { named, sideOf }: { readonly named: number; readonly sideOf: (u: number) => number },
): number[] {
  const half = Math.floor(named / 2);
  const down = different.filter((u) => sideOf(u) < 0);
  const up = different.filter((u) => sideOf(u) > 0);
  const chosen = new Set([
    ...down.slice(0, Math.max(half, named - up.length)),
    ...up.slice(0, Math.max(half, named - down.length)),
  ]);
  return different.filter((u) => chosen.has(u));
}

interface Naming {
  readonly genes: readonly string[];
  readonly at: (u: number) => readonly [number, number];
  readonly width: number;
  readonly height: number;
}

/**
 * Names beside their dots, each moved until neither it nor the line to its dot crosses those before it; left out where there
 * is no room.
 */
function names(chosen: readonly number[], { genes, at, width, height }: Naming): string[] {
  const taken: Box[] = [];
  const lines: Segment[] = [];
  return chosen.flatMap((u) => {
    const [px, py] = at(u);
    const length = textWidth(genes[u], NAME) * 1.04;
    const inner = px > width / 2 ? px + 6 + length > width : px - 6 - length > 0;
    for (const [shift, before] of SHIFTS.flatMap((each) => [[each, inner] as const, [each, !inner] as const])) {
      const [x, y] = [before ? px - 6 - length : px + 6, py + 3.6 + shift];
      if (x < 0 || x + length > width + 40 || (shift !== 0 && (y < 8 || y > height - 2))) continue;
      const box = { left: x - 1.5, right: x + length + 1.5, top: y - 9, bottom: y + 3 };
      const line: Segment = { from: [px, py], to: [before ? x + length + 1 : x - 1, y - 3.6] };
      const free =
        taken.every((other) => !boxesOverlap(box, other) && (shift === 0 || !segmentMeetsBox(line, other))) &&
        lines.every((other) => !segmentMeetsBox(other, box) && (shift === 0 || !segmentsCross(line, other)));
      if (!free) continue;
      taken.push(box);
      if (shift !== 0) lines.push(line);
      const d = `M${num(px)} ${num(py)}L${num(line.to[0])} ${num(line.to[1])}`;
      const drawn = shift === 0 ? "" : element("path", { d, stroke: INK.line, "stroke-width": 0.6 });
      return [drawn + rimmed(genes[u], { x, y, ...NAME })];
    }
    return [];
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length > 0 ? sorted[Math.floor(share * (sorted.length - 1))] : 0;
}

const COLORS = ["#2f6fb4", "#b3bbc5", "#d1495b"] as const;
const NAME = { size: 10 } as const;
/** Steps of a line down or up from the dot, the nearest first; genes with a p-value of 0 lie side by side at the top. */
const SHIFTS = [0, 13, -13, 26, -26, 39, -39, 52, 65, 78];
