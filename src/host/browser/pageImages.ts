import { CellScapeError } from "../../core/errors.ts";
import { rasterize } from "../../figure/drawing/raster.ts";

export interface ImageAssets {
  /** Address of `index_bg.wasm` of @resvg/resvg-wasm. */
  readonly resvg: string;
  /** Addresses of the regular and the bold font of figures, Arimo. */
  readonly fonts: readonly string[];
}

/** Makes PNG images of figures, with files that are fetched when the first image is made. */
export function pageImages({ resvg, fonts }: ImageAssets): (svg: string) => Promise<Uint8Array> {
  let parts: Promise<{ wasm: Uint8Array; fonts: Uint8Array[] }> | undefined;
  const load = async () => ({ wasm: await fetched(resvg), fonts: await Promise.all(fonts.map(fetched)) });
  return async (svg) => {
    parts ??= load();
    return rasterize(svg, await parts);
  };
}

async function fetched(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new CellScapeError("bad-file", `${address}: expected a file of the page, got ${response.status}`);
}
