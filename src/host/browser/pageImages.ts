import { CellScapeError } from "../../core/errors.ts";
import { rasterize } from "../../figure/drawing/raster.ts";
import type { Host } from "../host.ts";

export interface ImageAssets {
  /** Address of `index_bg.wasm` of @resvg/resvg-wasm. */
  readonly resvg: string;
  /** Addresses of the regular and the bold font of figures, Arimo. */
  readonly fonts: readonly string[];
}

/** Makes PNG images and PDF pages of figures, with files that are fetched when the first is made. */
export function pageImages({ resvg, fonts: addresses }: ImageAssets): Required<Pick<Host, "png" | "pdf">> {
  let wasm: Promise<Uint8Array> | undefined;
  let fonts: Promise<Uint8Array[]> | undefined;
  const loadFonts = () => {
    fonts ??= Promise.all(addresses.map(fetched));
    return fonts;
  };
  return {
    async png(svg, width) {
      wasm ??= fetched(resvg);
      const parts = { wasm: await wasm, fonts: await loadFonts() };
      return rasterize(svg, { ...parts, ...(width === undefined ? {} : { width }) });
    },
    async pdf(svg, width) {
      return (await import("../pdf/pdf.ts")).pdfFrom(svg, { width, fonts: await loadFonts() });
    },
  };
}

async function fetched(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new CellScapeError("bad-file", `${address}: expected a file of the page, got ${response.status}`);
}
