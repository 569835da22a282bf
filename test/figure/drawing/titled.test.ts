import { expect, test } from "vitest";
import { bars } from "../../../src/figure/bars.ts";
import { titled } from "../../../src/figure/drawing/titled.ts";
import { sizeOf, textsOf } from "../sample.ts";

const plain = bars(["a", "b"], [{ name: "one", values: [1, 2] }]);

test("a figure without a title gets one above it, and is as wide as before", () => {
  const svg = titled(plain, "Sizes <of> domains");
  expect(textsOf(svg)[0]).toBe("Sizes &lt;of&gt; domains");
  expect(svg).toContain('aria-label="Sizes &lt;of&gt; domains"');
  expect(sizeOf(svg)).toEqual({ width: sizeOf(plain).width, height: sizeOf(plain).height + 34 });
  expect(textsOf(svg).slice(1)).toEqual(textsOf(plain));
});

test("a figure with a title keeps it", () => {
  const named = bars(["a", "b"], [{ name: "one", values: [1, 2] }], { title: "Own" });
  expect(titled(named, "Other")).toBe(named);
});

test("a narrow figure grows to its title", () => {
  const name = "Neighbourhood enrichment of expression clusters over all the sections";
  const svg = titled(plain, name);
  expect(textsOf(svg)[0]).toBe(name);
  expect(sizeOf(svg).width).toBeGreaterThan(sizeOf(plain).width);
});
