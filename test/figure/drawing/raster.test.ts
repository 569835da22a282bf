import { existsSync, readFileSync } from "node:fs";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { palette } from "../../../src/figure/color/palette.ts";
import { domainMap } from "../../../src/figure/domainMap.ts";
import { rasterize } from "../../../src/figure/drawing/raster.ts";
import { describeNeeding } from "../../needing.ts";
import { sizeOf, squares } from "../sample.ts";

const wasm = new Uint8Array(readFileSync("node_modules/@resvg/resvg-wasm/index_bg.wasm"));
const folder = "node_modules/@expo-google-fonts/arimo";
const files = [`${folder}/400Regular/Arimo_400Regular.ttf`, `${folder}/700Bold/Arimo_700Bold.ttf`];
const installed = files.every((file) => existsSync(file));
const fonts = installed ? files.map((file) => new Uint8Array(readFileSync(file))) : [];

function pixel(png: ReturnType<typeof decode>, x: number, y: number): number[] {
  const at = (Math.round(y) * png.width + Math.round(x)) * png.channels;
  return [...png.data.slice(at, at + 3)];
}

const bytes = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

test("a PNG is `scale` times the figure, or as wide as asked", async () => {
  const svg = domainMap(squares(25), new Int8Array(25), { names: ["one"] });
  const { width, height } = sizeOf(svg);
  const twice = decode(await rasterize(svg, { wasm, fonts }));
  expect([twice.width, twice.height]).toEqual([2 * width, 2 * height]);
  const narrow = decode(await rasterize(svg, { wasm, fonts, width: 200 }));
  expect(narrow.width).toBe(200);
  expect(Math.abs(narrow.height - (200 * height) / width)).toBeLessThanOrEqual(1);
});

test("dots have the colour of their domain, the margin that of the background", async () => {
  const svg = domainMap(squares(4), [0, 1, 2, 3], { names: ["a", "b", "c", "d"] });
  const png = decode(await rasterize(svg, { wasm, fonts, scale: 1 }));
  expect(pixel(png, 3, 3)).toEqual([255, 255, 255]);
  // A 440 px map in a margin of 20 px; its dots are centred one radius from its edges.
  const [, stroke] = /stroke-width="([\d.]+)"/.exec(svg) ?? [];
  const radius = Number(stroke) / 2;
  expect(pixel(png, 20 + radius, 20 + radius)).toEqual(bytes(palette(1)[0]));
  expect(pixel(png, 20 + radius + 440, 20 + radius)).toEqual(bytes(palette(2)[1]));
  expect(pixel(png, 20 + radius + 440, 20 + radius + 440)).toEqual(bytes(palette(4)[3]));
});

test("an embedded image lands where its dots would be", async () => {
  const n = 40_000;
  const half = Int8Array.from({ length: n }, (_, i) => (i % 200 < 100 ? 0 : 1));
  const svg = domainMap(squares(n), half, { names: ["left", "right"], size: 400 });
  const png = decode(await rasterize(svg, { wasm, fonts, scale: 1 }));
  const shares = { left: 0, right: 0 };
  for (let y = 25; y < 415; y++) {
    for (let x = 25; x < 415; x++) {
      const [red, , blue] = pixel(png, x, y);
      if (x < 215 && blue > red) shares.left++;
      if (x > 225 && red > blue) shares.right++;
    }
  }
  expect(shares.left / (190 * 390)).toBeGreaterThan(0.95);
  expect(shares.right / (189 * 390)).toBeGreaterThan(0.95);
});

test("the same figure gives the same bytes", async () => {
  const svg = domainMap(squares(9), new Int8Array(9), { names: ["one"], title: "Same" });
  expect(await rasterize(svg, { wasm, fonts })).toEqual(await rasterize(svg, { wasm, fonts }));
});

test("a size of zero and text that is not SVG are refused", async () => {
  await expect(rasterize("<svg/>", { wasm, fonts, scale: 0 })).rejects.toThrow("expected a size above 0, got 0");
  await expect(rasterize("hello", { wasm, fonts })).rejects.toThrow("rasterize:");
});

describeNeeding("the font Arimo", installed, "with Arimo installed", () => {
  const ink = (png: ReturnType<typeof decode>) => {
    let right = 0;
    for (let y = 0; y < png.height; y++) {
      for (let x = 0; x < png.width; x++) if (pixel(png, x, y)[0] < 128) right = Math.max(right, x);
    }
    return right;
  };

  test("text is drawn and ends where its estimated width says", async () => {
    const { page, label } = await import("../../../src/figure/drawing/svg.ts");
    const { textWidth } = await import("../../../src/figure/drawing/text.ts");
    for (const bold of [false, true]) {
      const style = { size: 20, bold };
      const content = "Hippocampal formation 0123 (Layer 2/3) µm";
      const png = decode(await rasterize(page(label(content, style)), { wasm, fonts, scale: 2 }));
      const end = 40 + 2 * textWidth(content, style);
      expect(Math.abs(ink(png) - end) / end).toBeLessThan(0.02);
    }
  });
});
