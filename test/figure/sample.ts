import { readFileSync } from "node:fs";

/** Values that scripts/reference/figure.py wrote. */
export const reference: {
  readonly viridis: readonly (readonly [number, number, number])[];
  readonly advances: { readonly regular: readonly number[]; readonly bold: readonly number[] };
  readonly spacing: Readonly<Record<string, { readonly xy: readonly number[]; readonly fourth: number }>>;
} = JSON.parse(readFileSync("fixtures/figure.json", "utf8"));

/** A hexagonal lattice of columns x rows spots, 100 apart. */
export function hexagons(columns: number, rows: number): number[] {
  const xy: number[] = [];
  for (let b = 0; b < rows; b++) {
    for (let a = 0; a < columns; a++) xy.push(a * 100 + (b % 2) * 50, b * 86.602540378);
  }
  return xy;
}

/** A square lattice of n points, one apart. */
export function squares(n: number): Float64Array {
  const side = Math.ceil(Math.sqrt(n));
  return Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? (i >> 1) % side : Math.floor((i >> 1) / side)));
}

/** Sizes of the document as written in its root. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** Every visible text, in order. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)<\/text>/g)].map(([, content]) => content);
}

/** Centres of all dots in the document, in the px of their map. */
export function dotsOf(svg: string): [number, number][] {
  return [...svg.matchAll(/M(-?[\d.]+) (-?[\d.]+)h\.01/g)].map(([, x, y]) => [Number(x), Number(y)]);
}
