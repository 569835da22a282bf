import type { ColorMapName } from "./color/colorMap.ts";
import { colorBar } from "./drawing/legend.ts";
import { element, grid, INK, label, type PageOptions, page, row, stack } from "./drawing/svg.ts";
import { wrapText } from "./drawing/text.ts";
import { cells, rangeOf } from "./heatmap.ts";

/** One cell on the gene map. */
export interface GeneMapCell {
  readonly title: string;
  readonly note?: string;
  /** [p] expression of its genes. */
  readonly values: ArrayLike<number>;
}

export interface GeneMapOptions extends PageOptions {
  /** What the values are, above the colour bar. */
  readonly label?: string;
  readonly map?: ColorMapName;
  /** Values at the ends of the colour map; the smallest and largest of all cells by default. */
  readonly range?: readonly [number, number];
  /** Maps next to each other. */
  readonly columns?: number;
  /** Side of a map in px. */
  readonly size?: number;
}

/**
 * The gene map of chosen cells: q x q images where co-expressed genes lie close together, all in one colour scale.
 * Places without a gene are white.
 *
 * @param geneMap `gene` is [side * side], the gene at each place, row-major, -1 where padded.
 * @returns SVG text.
 * @throws RangeError when the map is not side x side or names a gene that a cell has no value for.
 */
export function geneMapFigure(
  geneMap: { readonly side: number; readonly gene: ArrayLike<number> },
  shown: readonly GeneMapCell[],
  { label: barTitle, map = "light", range, columns, size = 170, ...options }: GeneMapOptions = {},
): string {
  const { side, gene } = geneMap;
  if (gene.length !== side * side) {
    throw new RangeError(`geneMapFigure: expected ${side} x ${side} places, got ${gene.length}`);
  }
  const images = shown.map(({ title, values }) =>
    Float64Array.from(gene, (g) => {
      if (g >= values.length)
        throw new RangeError(`geneMapFigure: expected a value of gene ${g} in cell ${title}, got none`);
      return g < 0 ? Number.NaN : values[g];
    }),
  );
  const [least, most] = rangeOf(images);
  const [low, high] = range ?? [least, most];
  const blocks = shown.map(({ title, note = "" }, i) => {
    const shape = { rows: side, columns: side, cell: size / Math.max(1, side) };
    const frame = element("rect", { width: size, height: size, fill: "none", stroke: INK.line, "stroke-width": 0.75 });
    const image = {
      width: size,
      height: size,
      svg: cells(images[i], shape, { map, low, high, missing: "#ffffff" }) + frame,
    };
    const head = wrapText(title, size, TITLE).map((line) => label(line, TITLE));
    const notes = wrapText(note, size, NOTE).map((line) => label(line, { ...NOTE, fill: INK.soft }));
    return stack([stack([...head, ...notes], { gap: 1 }), image], { gap: 6 });
  });
  const perRow = columns ?? Math.min(shown.length, Math.max(3, Math.ceil(Math.sqrt(1.5 * shown.length))));
  const maps = grid(blocks, Math.max(1, perRow), 20);
  const bar = colorBar({ map, low, high, title: barTitle, clippedLow: least < low, clippedHigh: most > high });
  return page(row([maps, bar], { gap: 22 }), options);
}

const TITLE = { size: 11.5, bold: true } as const;
const NOTE = { size: 10 } as const;
