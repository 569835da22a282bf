import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { rasterize } from "../../figure/drawing/raster.ts";

/**
 * A figure as PNG bytes, with the rasteriser and the fonts that come with the package.
 *
 * @param width of the picture in pixels; twice that of the figure by default.
 * @returns bytes of the PNG.
 * @throws RangeError when the size is not positive or too large.
 */
export async function pngOf(svg: string, width?: number): Promise<Uint8Array> {
  parts ??= loadParts();
  return rasterize(svg, { ...(await parts), ...(width === undefined ? {} : { width }) });
}

/** A figure as a PDF of vectors, with the fonts that come with the package. */
export async function pdfOf(svg: string, width: number): Promise<Uint8Array> {
  parts ??= loadParts();
  const { fonts } = await parts;
  return (await import("../pdf/pdf.ts")).pdfFrom(svg, { width, fonts });
}

let parts: Promise<{ wasm: Uint8Array; fonts: Uint8Array[] }> | undefined;

async function loadParts() {
  const { resolve } = createRequire(import.meta.url);
  const read = (name: string): Promise<Uint8Array> => readFile(resolve(name));
  const [wasm, ...fonts] = await Promise.all([read("@resvg/resvg-wasm/index_bg.wasm"), ...fontFiles.map(read)]);
  return { wasm, fonts };
}

const fontFiles = [
  "@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf",
  "@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf",
];
