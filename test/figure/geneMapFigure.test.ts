import { expect, test } from "vitest";
import { geneMapFigure } from "../../src/figure/geneMapFigure.ts";
import { textsOf } from "./sample.ts";

const map = { side: 2, gene: Int32Array.of(2, 0, 1, -1) };

test("two cells on a gene map are this picture", async () => {
  const shown = [
    { title: "cell 1", note: "Cortex", values: [0, 1, 3] },
    { title: "cell 2", values: [2, 0, 0] },
  ];
  const svg = geneMapFigure(map, shown, { title: "Gene maps", label: "log1p", size: 60 });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/geneMapFigure.svg");
});

test("all cells share one scale", () => {
  const texts = textsOf(
    geneMapFigure(map, [
      { title: "a", values: [0, 1, 1] },
      { title: "b", values: [0, 10, 0] },
    ]),
  );
  expect(texts).toContain("10");
});

test("large maps are images", () => {
  const side = 50;
  const gene = Int32Array.from({ length: 2500 }, (_, i) => (i < 2450 ? i : -1));
  const svg = geneMapFigure({ side, gene }, [{ title: "a", values: new Float32Array(2450) }]);
  expect(svg.match(/<image /g)).toHaveLength(1);
});

test("no cells give an empty figure", () => {
  expect(geneMapFigure(map, [])).not.toMatch(/NaN|undefined|Infinity/);
});

test("a gene without a value and a map that is not square are refused", () => {
  expect(() => geneMapFigure(map, [{ title: "a", values: [1] }])).toThrow("expected a value of gene 2 in cell a");
  expect(() => geneMapFigure({ side: 3, gene: [0] }, [])).toThrow("expected 3 x 3 places, got 1");
});

test("values beyond the range are owned up to at the ends of the colour bar", () => {
  const one = { side: 2, gene: [0, 1, 2, -1] };
  const shown = [{ title: "a", values: Float32Array.of(-1, 0, 8) }];
  const svg = geneMapFigure(one, shown, { map: "diverging", range: [-3, 3] });
  expect(svg).toContain("≥ 3");
  expect(svg).not.toContain("≤");
  expect(geneMapFigure(one, shown)).not.toMatch(/[≥≤]/);
});
