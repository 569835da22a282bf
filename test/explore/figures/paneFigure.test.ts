import { expect, test } from "vitest";
import { shownGroups } from "../../../src/explore/columns/groups.ts";
import { shownValues } from "../../../src/explore/columns/values.ts";
import { paneCsv } from "../../../src/explore/figures/paneCsv.ts";
import { paneFigure, type ShownPane, seenRows } from "../../../src/explore/figures/paneFigure.ts";
import { plainLegend, plainScale } from "../../../src/explore/state/viewState.ts";

const places = Float32Array.of(-2, 0, -1, 0, 0, 0, 1, 0, Number.NaN, Number.NaN);
const layout = {
  ...{ name: "Tissue", places, center: { x: 10, y: 5 }, box: { left: -2, top: 0, width: 3, height: 0 } },
  ...{ unitUm: undefined, sections: [], diameter: 0.5 },
};
const groups = shownGroups("domain", { codes: Int32Array.of(0, 1, 1, -1, 0), categories: ["a", "b"] }, [
  "#aa0000",
  "#00bb00",
]);
const pane: ShownPane = {
  ...{ layout, shown: groups, title: "domain", legend: plainLegend, scale: plainScale },
  ...{ mask: undefined, among: undefined, box: undefined, many: "cells" },
};

test("the cells of a figure are those that are seen", () => {
  expect([...seenRows(pane)]).toEqual([0, 1, 2, 3]);
  expect([...seenRows({ ...pane, legend: { ...plainLegend, hidden: ["b"] } })]).toEqual([0, 3]);
  expect([...seenRows({ ...pane, among: Uint8Array.of(1, 1, 0, 0, 1) })]).toEqual([0, 1]);
  expect([...seenRows({ ...pane, box: { left: -1.5, top: -1, width: 2, height: 2 } })]).toEqual([1, 2]);
});

test("groups keep their colours and counts, dimmed ones and cells that are not selected stand back", () => {
  const svg = paneFigure(pane);
  expect(svg).toMatch(/^<svg /);
  expect(svg).toContain("#aa0000");
  expect(svg).toContain("#00bb00");
  const dimmed = paneFigure({ ...pane, legend: { ...plainLegend, dimmed: ["b"] } });
  expect(dimmed).not.toContain("#00bb00");
  const selected = paneFigure({ ...pane, mask: Uint8Array.of(1, 0, 0, 0, 0) });
  expect(selected).toContain("other cells");
  expect(selected).not.toContain("#00bb00");
});

test("values have the limits of the page at their bar", () => {
  const shown = shownValues("Plp1", Float64Array.of(0, 1, 2, 8, Number.NaN), "log expression");
  const svg = paneFigure({ ...pane, shown, scale: { ...plainScale, from: 1, to: 4 } });
  expect(svg).toContain("log expression");
  const texts = Array.from(svg.matchAll(/<text[^>]*>([^<]*)</g), ([, text]) => text);
  expect(texts).toEqual(expect.arrayContaining(["≤ 1", "≥ 4"]));
});

test("the table of a figure holds names, places as in the file, and what cells are coloured by", () => {
  const cells = ["c0", "c1", "c2", "c3", "c4"];
  expect(paneCsv({ ...pane, mask: Uint8Array.of(1, 0, 0, 1, 0) }, cells)).toBe(
    "cell,x,y,domain,selected\nc0,8,5,a,1\nc1,9,5,b,0\nc2,10,5,b,0\nc3,11,5,,1\n",
  );
});
