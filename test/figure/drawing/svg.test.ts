import { expect, test } from "vitest";
import { at, escapeXml, grid, num, page, row, stack, text } from "../../../src/figure/drawing/svg.ts";

const block = (width: number, height: number) => ({
  width,
  height,
  svg: `<rect width="${width}" height="${height}"/>`,
});

test("numbers have at most three decimals and no negative zero", () => {
  expect(num(1 / 3)).toBe("0.333");
  expect(num(-0.0001)).toBe("0");
  expect(num(12)).toBe("12");
});

test("a number that is not finite is an internal error", () => {
  expect(() => num(Number.NaN)).toThrow("internal: a figure holds the number NaN");
});

test("markup and characters that XML forbids cannot get into a figure", () => {
  expect(escapeXml(`<a href="x">&`)).toBe("&lt;a href=&quot;x&quot;&gt;&amp;");
  expect(escapeXml("a\u0000b\ud800c")).toBe("a\uFFFDb\uFFFDc");
  expect(escapeXml("🧠 µm")).toBe("🧠 µm");
});

test("a text whose hint says more carries it", () => {
  expect(text("ab…", { x: 0, y: 0, size: 10, hint: "abc<" })).toContain("<title>abc&lt;</title>ab…");
  expect(text("abc", { x: 0, y: 0, size: 10, hint: "abc" })).not.toContain("<title>");
});

test("blocks below each other are as wide as the widest and as high as all with their gaps", () => {
  expect(stack([block(10, 5), block(30, 7)], { gap: 4 })).toMatchObject({ width: 30, height: 16 });
});

test("blocks next to each other are as high as the highest and as wide as all with their gaps", () => {
  expect(row([block(10, 5), block(30, 7)], { gap: 4 })).toMatchObject({ width: 44, height: 7 });
});

test("a grid gives each column its widest block", () => {
  const four = grid([block(10, 5), block(30, 7), block(20, 6), block(5, 9)], 2, 2);
  expect(four).toMatchObject({ width: 20 + 2 + 30, height: 7 + 2 + 9 });
});

test("moving by nothing adds nothing", () => {
  expect(at(0, 0, "<a/>")).toBe("<a/>");
});

test("a page is a document with a background, its margin around the body, and a name for screen readers", () => {
  const svg = page(block(400, 50), { title: "A & B" });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).toContain(`width="440"`);
  expect(svg).toContain(`aria-label="A &amp; B"`);
  expect(svg).toContain(`fill="#ffffff"`);
});

test("a title that is wider than the figure takes several lines", () => {
  const svg = page(block(100, 50), { title: "word ".repeat(40) });
  expect(svg.match(/<text/g)?.length).toBeGreaterThan(3);
});
