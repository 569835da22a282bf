import { expect, test } from "vitest";
import { domainMapEach } from "../../../src/figure/domainMap.ts";
import { scatter } from "../../../src/figure/drawing/scatter.ts";
import { underlays } from "../../../src/figure/drawing/underlay.ts";

const href = "data:image/png;base64,AAAA";
const picture = { href, left: -10, top: 20, width: 200, height: 100, opacity: 0.5 };
const map = { extent: { left: 0, top: 0, width: 100, height: 100 }, pxPerUnit: 2, radius: 3, yDown: true };

test("a picture lies at its own positions, cut at the edges of the map", () => {
  const svg = underlays([picture], map, new Map());
  expect(svg).toContain('<svg x="0" y="0" width="206" height="206" overflow="hidden">');
  expect(svg).toContain('transform="translate(-17 43) scale(400 200)" opacity="0.5"');
});

test("a picture beside the cells, and one of opacity 0, are not drawn", () => {
  const away = [
    { ...picture, left: 101 },
    { ...picture, top: 150 },
  ];
  expect(underlays([...away, { ...picture, opacity: 0 }], map, new Map())).toBe("");
});

test("a figure of many panels holds the picture once", () => {
  const svg = domainMapEach([0, 0, 50, 50, 100, 100], [0, 1, 2], { names: ["a", "b", "c"], pictures: [picture] });
  expect(svg.split(href)).toHaveLength(2);
  expect(svg.match(/<use /g)).toHaveLength(2);
});

test("above a picture dots are smaller and let it through, and those of the background give way to it", () => {
  const [xy, color, colors] = [
    [0, 0, 100, 100],
    [0, 1],
    ["#e3e6ea", "#4263c5"],
  ] as const;
  const plain = scatter(xy, color, colors, { pxPerUnit: 1, radius: 5 });
  const above = scatter(xy, color, colors, { pxPerUnit: 1, radius: 5, pictures: [picture], background: true });
  expect(plain.svg).toContain('stroke-width="10"');
  expect(above.svg).toContain('stroke-width="8"');
  expect(above.svg).not.toContain("#e3e6ea");
  expect([above.width, above.height]).toEqual([plain.width, plain.height]);
});
