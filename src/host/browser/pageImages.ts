import { CellScapeError } from "../../core/errors.ts";
import { rasterize } from "../../figure/drawing/raster.ts";
import type { Host } from "../host.ts";

export interface ImageAssets {
  /** `index_bg.wasm` of @resvg/resvg-wasm, or its address. */
  readonly resvg: string | Blob;
  /** The regular and the bold font of figures, Arimo, or their addresses. */
  readonly fonts: readonly (string | Blob)[];
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

async function fetched(address: string | Blob): Promise<Uint8Array> {
  if (address instanceof Blob) return new Uint8Array(await address.arrayBuffer());
  const response = await fetch(address);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new CellScapeError("bad-file", `${address}: expected a file of the page, got ${response.status}`);
}
