import { expect, test } from "vitest";
import { selectCells } from "../../../src/explore/selection/select.ts";
import { simplifiedLine } from "../../../src/explore/share/simplifiedLine.ts";
import { cellsFingerprint, viewFromJson, viewToJson } from "../../../src/explore/share/viewDocument.ts";
import { linkOfView, longestLink, viewOfLink } from "../../../src/explore/share/viewLink.ts";
import { firstState, type ViewState } from "../../../src/explore/state/viewState.ts";

const first = firstState("Tissue", { kind: "column", name: "cellscape_domain" });

/** A lasso as hands draw it: many corners around a wobbling circle. */
function lasso(corners: number): number[] {
  return Array.from({ length: corners }, (_, at) => {
    const angle = (2 * Math.PI * at) / corners;
    const radius = 400 + 30 * Math.sin(5 * angle) + 3 * Math.sin(71 * angle);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }).flat();
}

const rich: ViewState = {
  ...first,
  panes: [
    { layout: "Tissue", coloring: { kind: "gene", name: "Plp1" }, camera: { x: 12.25, y: -3.5, scale: 0.75 } },
    { layout: "UMAP", coloring: { kind: "column", name: "cellscape_domain" }, camera: undefined },
  ],
  active: 1,
  linked: false,
  legends: { cellscape_domain: { hidden: ["3", "White matter \u00b5"], dimmed: ["4"], sort: "count" } },
  scales: { "gene:Plp1": { from: 0.5, to: undefined, log: true, map: "light" } },
  selection: [{ mode: "new", shape: { kind: "polygon", layout: "Tissue", corners: lasso(20) } }],
  against: [{ mode: "new", shape: { kind: "category", column: "sample", category: null } }],
  sample: "A",
  fade: 0.4,
};

test("a view is the same after it was a link or a document", async () => {
  const { link, simplified } = await linkOfView(rich, "abc");
  expect(link).toMatch(/^[\w-]+$/);
  expect(simplified).toBe(false);
  expect(await viewOfLink(link)).toEqual({ view: rich, cells: "abc", simplified: false });
  expect(viewFromJson(viewToJson({ view: first, cells: "abc", simplified: false }), "view.json").view).toEqual(first);
});

test("a link of a long lasso has fewer corners, selects nearly the same cells, and says so", async () => {
  const view = {
    ...rich,
    selection: [{ mode: "new" as const, shape: { kind: "polygon" as const, layout: "Tissue", corners: lasso(900) } }],
  };
  const { link, simplified } = await linkOfView(view, "abc");
  expect(link.length).toBeLessThanOrEqual(longestLink);
  expect(simplified).toBe(true);
  const opened = await viewOfLink(link);
  expect(opened.simplified).toBe(true);
  const places = Float32Array.from({ length: 2 * 40_000 }, (_, at) =>
    at % 2 === 0 ? ((at / 2) % 200) * 5 - 500 : Math.floor(at / 400) * 5 - 500,
  );
  const ground = { cells: 40_000, places: () => places, groups: () => undefined };
  const [drawn, kept] = [view.selection, opened.view.selection].map((steps) => selectCells(ground, steps));
  const inside = drawn.reduce((sum, flag) => sum + flag, 0);
  const differing = drawn.reduce((sum, flag, i) => sum + (flag === kept[i] ? 0 : 1), 0);
  expect(inside).toBeGreaterThan(15_000);
  expect(differing / inside).toBeLessThan(0.03);
});

test("a line keeps the corners that matter", () => {
  const square = [0, 0, 5, 0.001, 10, 0, 10, 10, 0, 10];
  expect(simplifiedLine(square, 0.01)).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
  expect(simplifiedLine([0, 0, 1, 0, 1, 1], 0.5).length).toBeGreaterThanOrEqual(6);
});

test("what is no link is refused in words", async () => {
  const { link } = await linkOfView(first, "abc");
  for (const wrong of ["", "AAAA", link.slice(0, -6), `${link.slice(0, 8)}xxxx`]) {
    await expect(viewOfLink(wrong)).rejects.toThrow(/^link: expected/);
  }
  expect(() => viewFromJson('{"format":"cellscape-view/1","cells":"a","view":{"panes":[]}}', "a.json")).toThrow(
    /^a.json: expected a view that the page saved, got view\/panes/,
  );
});

test("a view too long for a link is refused with the file as a way", async () => {
  const genes = Array.from({ length: 3000 }, (_, at) => `Gene${(at * 7919) % 100_003}`);
  const view = { ...first, panes: [{ ...first.panes[0], coloring: { kind: "score" as const, name: "x", genes } }] };
  await expect(linkOfView(view, "abc")).rejects.toThrow(/save the view as a file/);
});

test("cells of other names or places have another fingerprint", () => {
  const tissue = { cells: ["a", "b"], positions: { rows: 2, columns: 2, values: Float64Array.of(0, 1, 2, 3) } };
  const print = cellsFingerprint(tissue);
  expect(cellsFingerprint({ ...tissue, cells: ["a", "c"] })).not.toBe(print);
  const moved = { rows: 2, columns: 2, values: Float64Array.of(0, 1, 2, 4) };
  expect(cellsFingerprint({ ...tissue, positions: moved })).not.toBe(print);
  const single = { rows: 2, columns: 2, values: Float32Array.of(0, 1, 2, 3) };
  expect(cellsFingerprint({ ...tissue, positions: single })).toBe(print);
});
