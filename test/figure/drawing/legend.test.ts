import { expect, test } from "vitest";
import { colorBar, legend, legendsBelow } from "../../../src/figure/drawing/legend.ts";
import { textsOf } from "../sample.ts";

const entries = Array.from({ length: 30 }, (_, i) => ({ name: `Domain ${i + 1}`, color: "#123456", note: String(i) }));

test("every entry is there once, with its note, in however many columns", () => {
  for (const height of [20, 200, 1000]) {
    const texts = textsOf(legend(entries, { height }).svg);
    for (const { name } of entries) expect(texts.filter((each) => each === name)).toHaveLength(1);
    expect(texts).toHaveLength(60);
  }
});

test("a legend stays within its height", () => {
  expect(legend(entries, { title: "Domain", height: 200 }).height).toBeLessThanOrEqual(200);
});

test("a legend below a figure stays within its width", () => {
  for (const width of [150, 300, 700]) {
    expect(legendsBelow([{ title: "A", entries }, { entries }], width).width).toBeLessThanOrEqual(width);
  }
});

test("a name that is too long is shortened and whole on hover", () => {
  const name = "a domain with a name that goes on and on and on until nobody wants to read it any more";
  const { svg, width } = legend([{ name, color: "#000000" }]);
  expect(svg).toContain(`<title>${name}</title>`);
  expect(width).toBeLessThan(260);
});

test("no entries take no room", () => {
  expect(legend([])).toMatchObject({ width: 0, height: 0 });
});

test("a colour bar of clipped values says so at its ends", () => {
  const texts = textsOf(colorBar({ map: "viridis", low: 0.13, high: 7.8, clippedLow: true, clippedHigh: true }).svg);
  expect(texts).toContain("≤ 0.13");
  expect(texts).toContain("≥ 7.8");
});

test("a colour bar of one value has that tick", () => {
  expect(textsOf(colorBar({ map: "viridis", low: 4, high: 4 }).svg)).toEqual(["4"]);
});
