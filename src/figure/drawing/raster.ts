import { dotsClass, dotsRatio } from "./scatter.ts";

/** What resvg needs: it has no file access of its own, so that the same code runs in Node and in a page. */
export interface RasterOptions {
  /** `index_bg.wasm` of @resvg/resvg-wasm; read once, the first one given stays. */
  readonly wasm: Uint8Array | WebAssembly.Module;
  /** Font files (TTF), regular and bold, of the family that figures name first: Arimo. Letters they lack are not drawn. */
  readonly fonts: readonly Uint8Array[];
  /** Pixels a px of the figure; 2 by default, which prints a 440 px map at 300 dpi on 7.5 cm. */
  readonly scale?: number;
  /** Width of the image in pixels, instead of `scale`. */
  readonly width?: number;
  /** Drawn behind the figure, which brings its own background unless that is `none`. */
  readonly background?: string;
}

/**
 * An SVG figure as the bytes of a PNG.
 *
 * @throws RangeError when the size is not positive or too large; Error when `svg` is not SVG or `wasm` not resvg.
 */
export async function rasterize(
  svg: string,
  { wasm, fonts, scale = 2, width, background }: RasterOptions,
): Promise<Uint8Array> {
  const size = width ?? scale;
  if (!(size > 0 && Number.isFinite(size))) throw new RangeError(`rasterize: expected a size above 0, got ${size}`);
  const { Resvg, initWasm } = await import("@resvg/resvg-wasm");
  ready ??= initWasm(wasm instanceof Uint8Array ? new Uint8Array(wasm) : wasm).catch((cause: unknown) => {
    // Other code of the program that uses resvg has started it.
    if (String(cause).includes("Already initialized")) return;
    ready = undefined;
    throw new Error("rasterize: cannot start resvg from the given wasm", { cause });
  });
  await ready;
  const renderer = opened(() => {
    return new Resvg(width === undefined && scale >= 2 && scale < dotsRatio ? withPlainDots(svg) : svg, {
      fitTo: width === undefined ? { mode: "zoom", value: scale } : { mode: "width", value: Math.round(width) },
      font: { fontBuffers: [...fonts], defaultFontFamily: "Arimo", sansSerifFamily: "Arimo" },
      ...(background === undefined ? {} : { background }),
    });
  });
  try {
    const image = renderer.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    renderer.free();
  }
}

/**
 * Images of dots are made smaller pixel by pixel: their discs have soft edges of their own, and smoothing them takes
 * most of the time of a figure with many cells.
 */
function withPlainDots(svg: string): string {
  return svg.replaceAll(`<image class="${dotsClass}`, `<image image-rendering="optimizeSpeed" class="${dotsClass}`);
}

/** resvg throws bare strings, which carry no stack. */
function opened<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new Error(`rasterize: expected an SVG document, got one that resvg refuses: ${String(cause)}`, { cause });
  }
}

// resvg's module is initialized once for the whole process, and refuses a second time.
let ready: Promise<void> | undefined;
