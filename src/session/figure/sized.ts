import { crc32 } from "../../io/bytes/crc32.ts";

/** px of a figure in an inch, as CSS has it. */
const pxPerInch = 96;

/** A width such as `90mm` in px of a figure; undefined where none is given. */
export function pxOf(width: string | undefined): number | undefined {
  if (width === undefined) return undefined;
  const [, number = "", unit = "mm"] = /^([\d.]+)(mm|cm|in)$/.exec(width) ?? [];
  const inches = { mm: 1 / 25.4, cm: 1 / 2.54, in: 1 }[unit] ?? Number.NaN;
  return Number(number) * inches * pxPerInch;
}

/** Width and height of a figure in px. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  if (width === undefined || height === undefined) throw new Error("internal: a figure has a width and a height");
  return { width: Number(width), height: Number(height) };
}

/** The same figure with another width, in mm, as programs for print read it. */
export function withWidth(svg: string, px: number): string {
  const { width, height } = sizeOf(svg);
  const mm = (length: number) => `${((length * 25.4) / pxPerInch).toFixed(3).replace(/\.?0+$/, "")}mm`;
  return svg.replace(/ width="[\d.]+" height="[\d.]+"/, ` width="${mm(px)}" height="${mm((px * height) / width)}"`);
}

/**
 * The map of a size at which the figure has a width: legends and letters stay as large as they are.
 *
 * @param draw a figure with a map of a size in px.
 * @param px the wanted width.
 * @param panels of the figure, which stand in rows.
 */
export function fitted(draw: (size: number, columns?: number) => string, px: number, panels = 1): string {
  let best = fittedTo((size) => draw(size), px);
  // Fewer panels next to each other leave more room for each.
  for (let columns = Math.min(panels, 4); columns >= 1 && panels > 1; columns--) {
    const found = fittedTo((size) => draw(size, columns), px);
    if (found.size > best.size && found.height < mostHeight * px) best = found;
  }
  return best.svg;
}

/** Height of a figure over its width, at most: a page. */
const mostHeight = 1.5;

function fittedTo(draw: (size: number) => string, px: number) {
  let size = 440;
  let svg = draw(size);
  for (let round = 0; round < 6; round++) {
    const { width } = sizeOf(svg);
    if (Math.abs(width - px) < 0.01 * px) break;
    // The map takes what is beside the legend; at least half of it, where the legend alone is nearly as wide.
    size = Math.max(0.5 * size, Math.min(2 * size, size * Math.max(0.1, 1 + (px - width) / width)));
    svg = draw(size);
  }
  return { svg, size, height: sizeOf(svg).height };
}

/** A figure that is narrower than wanted, with white beside it: letters do not grow. */
export function padded(svg: string, px: number): string {
  const { width, height } = sizeOf(svg);
  if (width >= px) return svg;
  const left = (px - width) / 2;
  return svg
    .replace(/ width="[\d.]+" height="[\d.]+"/, ` width="${px}" height="${height}"`)
    .replace(/ viewBox="0 0 [\d.]+ [\d.]+"/, ` viewBox="0 0 ${px} ${height}"`)
    .replace(
      /^(<svg[^>]*>\n?)([\s\S]*)(<\/svg>\s*)$/,
      `$1<rect width="100%" height="100%" fill="#ffffff"/><g transform="translate(${left} 0)">$2</g>$3`,
    );
}

/** The bytes of a PNG with its resolution, which programs for print read. */
export function withDpi(png: Uint8Array, dpi: number): Uint8Array {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set(new TextEncoder().encode("pHYs"), 4);
  const perMetre = Math.round(dpi / 0.0254);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  // After the signature and the header, which has 25 bytes.
  const at = 33;
  const all = new Uint8Array(png.length + chunk.length);
  all.set(png.subarray(0, at));
  all.set(chunk, at);
  all.set(png.subarray(at), at + chunk.length);
  return all;
}

/** Pixels of a PNG, and points of a PDF, of so many px. */
export const pixelsAt = (px: number, dpi: number) => Math.max(1, Math.round((px / pxPerInch) * dpi));
export const pointsOf = (px: number) => (px * 72) / pxPerInch;
