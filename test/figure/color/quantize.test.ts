import { expect, test } from "vitest";
import { quantize } from "../../../src/figure/color/quantize.ts";

test("a picture of few colours keeps each of them", () => {
  const shown = [
    [255, 0, 0],
    [0, 0, 255],
    [250, 250, 250],
  ];
  const values = Uint8Array.from([0, 1, 2, 2, 1, 0].flatMap((color) => shown[color]));
  const { data, palette } = quantize({ width: 3, height: 2, values }, 8);
  expect(Array.from(data, (index) => palette[index])).toEqual([0, 1, 2, 2, 1, 0].map((color) => shown[color]));
});

test("a picture of many colours has no more than asked for, each near what it stands for", () => {
  const values = new Uint8Array(3 * 64 * 64);
  for (let at = 0; at < 64 * 64; at++) values.set([(at % 64) * 4, Math.floor(at / 64) * 4, 128], 3 * at);
  const { data, palette } = quantize({ width: 64, height: 64, values }, 100);
  expect(palette.length).toBe(100);
  data.forEach((index, at) => {
    for (let channel = 0; channel < 3; channel++) {
      expect(Math.abs(palette[index][channel] - values[3 * at + channel])).toBeLessThan(40);
    }
  });
});
