import { decode } from "fast-png";
import { expect, test } from "vitest";
import { dataUri, discs } from "../../../src/figure/drawing/pixels.ts";

const image = (centers: number[], color: number[], radius = 3) =>
  discs({ width: 20, height: 10, radius, centers, color, colors: ["#ff0000", "#0000ff"] });

function pixel(picture: ReturnType<typeof image>, x: number, y: number): readonly number[] {
  return picture.palette[picture.data[y * picture.width + x]];
}

test("a disc is opaque in its middle and the ground transparent", () => {
  const picture = image([5, 5], [0]);
  expect(pixel(picture, 5, 5)).toEqual([255, 0, 0, 255]);
  expect(pixel(picture, 15, 5)[3]).toBe(0);
});

test("the coverage of a disc adds up to its area", () => {
  const picture = image([10, 5], [0]);
  const covered = picture.data.reduce((sum, code) => sum + picture.palette[code][3] / 255, 0);
  // Five steps of coverage over about 20 edge pixels.
  expect(covered).toBeGreaterThan(Math.PI * 9 * 0.93);
  expect(covered).toBeLessThan(Math.PI * 9 * 1.07);
});

test("a later disc lies above an earlier one", () => {
  expect(pixel(image([5, 5, 6, 5], [0, 1]), 5, 5)).toEqual([0, 0, 255, 255]);
});

test("discs over the edge are cut off, not wrapped around", () => {
  const picture = image([0, 5], [0]);
  expect(pixel(picture, 19, 5)[3]).toBe(0);
  expect(pixel(picture, 0, 5)[3]).toBe(255);
});

test("the PNG in the data URI holds the same pixels", () => {
  const picture = image([5, 5, 9, 5], [0, 1]);
  const [head, body] = dataUri(picture).split(",");
  expect(head).toBe("data:image/png;base64");
  const png = decode(Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0)));
  expect([png.width, png.height, png.channels]).toEqual([20, 10, 1]);
  expect([...png.data]).toEqual([...picture.data]);
  png.palette?.forEach((entry, i) => {
    expect(entry.slice(0, 3)).toEqual(picture.palette[i].slice(0, 3));
    expect(entry[3] ?? 255).toBe(picture.palette[i][3]);
  });
});

test("equal discs give equal bytes", () => {
  expect(dataUri(image([5, 5], [0]))).toBe(dataUri(image([5, 5], [0])));
});

test("more than 255 colours are refused", () => {
  const colors = Array.from({ length: 256 }, (_, i) => `#0000${i.toString(16).padStart(2, "0")}`);
  expect(() => discs({ width: 1, height: 1, radius: 1, centers: [], color: [], colors })).toThrow(
    "at most 255 colours",
  );
});
